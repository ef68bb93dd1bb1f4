package dev.agentledger.server.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A width and a colour scheme in which every page must be good. */
record Look(int width, int height, ColorScheme scheme) {

  static final int WIDE = 1280;
  static final int HIGH = 800;

  private static final Look USUAL = new Look(WIDE, HIGH, ColorScheme.LIGHT);
  private static final List<Look> ALL =
      List.of(USUAL, new Look(WIDE, HIGH, ColorScheme.DARK), new Look(390, 844, ColorScheme.LIGHT));

  /** The theme follows when the page hears of it, and its colours change over a moment. */
  private static final String SETTLED =
      """
      async () => {
        const dark = matchMedia('(prefers-color-scheme: dark)').matches;
        const late = () => document.documentElement.dataset.theme !== (dark ? 'dark' : 'light');
        for (let frame = 0; frame < 2 || (frame < 60 && late()); frame++) {
          await new Promise(requestAnimationFrame);
        }
        const changes = document.getAnimations().filter((one) => one instanceof CSSTransition);
        await Promise.allSettled(changes.map((one) => one.finished));
      }
      """;

  /** Shows the page in each look, in the end in the usual one again. */
  static void each(Page page, Consumer<Look> seen) {
    for (var look : ALL) {
      look.take(page);
      seen.accept(look);
    }
    USUAL.take(page);
  }

  private void take(Page page) {
    page.setViewportSize(width, height);
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
    page.evaluate(SETTLED);
  }

  @Override
  public String toString() {
    return width + "-" + scheme.name().toLowerCase(Locale.ROOT);
  }
}
