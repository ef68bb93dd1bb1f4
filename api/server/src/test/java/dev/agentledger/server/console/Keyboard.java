package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The keyboard as somebody uses it who has no mouse. */
final class Keyboard {

  private static final int TABS_AT_MOST = 80;

  private Keyboard() {}

  /** Goes there by Tab alone. */
  static void reach(Page page, Locator wanted) {
    assertThat(wanted).isVisible();
    for (var tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      if ((boolean) wanted.evaluate("one => one === document.activeElement")) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError(wanted + " cannot be reached by keyboard");
  }

  /** Goes there by Tab alone, and presses Enter. */
  static void press(Page page, Locator wanted) {
    reach(page, wanted);
    page.keyboard().press("Enter");
  }
}
