package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.agentledger.server.console.Pages.in;
import static dev.agentledger.server.console.Pages.named;

import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The versions of an agent are compared and read, and it is looked at as it was. */
class AgentHistoryConsoleTest extends ConsoleLedger {

  @Test
  void versionsAreComparedAndEveryPartIsRead() {
    ofAda().draft("compared", "Compared");
    ofAda().rename("compared", "Compared anew");
    var page = page("/agents/compared?tab=versions", builder());

    var changes =
        page.getByRole(AriaRole.REGION, named("What differs from version 1 to version 2"));
    assertThat(changes).containsText("/name");
    assertThat(changes).containsText("Compared anew");
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Version 1"))).containsText("name: Compared");
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Version 2"))).containsText("Compared anew");
    Pages.seen(page, "agent-versions");

    page.getByRole(AriaRole.BUTTON, named("Read version 1")).click();
    var identity = page.getByRole(AriaRole.REGION, named("Identity"));
    assertThat(identity).containsText("Compared");
    assertThat(identity).not().containsText("anew");
    page.getByRole(AriaRole.COMBOBOX, named("Version")).selectOption("2");
    assertThat(identity).containsText("anew");
    Pages.seen(page, "agent-configuration");

    page.getByRole(AriaRole.LINK, named("Code")).click();
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Code"))).containsText("module.exports");
    Pages.seen(page, "agent-code");
  }

  @Test
  void thePastIsShownAsItWasAndOnlyRead() {
    ofAda().draft("remembered", "Once");
    ofAda().rename("remembered", "Now");
    var page = page("/agents", builder());

    // found by the palette
    assertThat(page.getByRole(AriaRole.TABLE, named("Agents"))).isVisible();
    page.keyboard().press("Control+k");
    page.keyboard().type("remembered");
    assertThat(page.getByRole(AriaRole.OPTION)).hasCount(1);
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.HEADING, named("Now"))).isVisible();

    // to the first event by keyboard
    page.getByRole(AriaRole.BUTTON, named("Time")).click();
    var slider = page.getByRole(AriaRole.SLIDER, named("Point in time"));
    assertThat(slider).hasAttribute("aria-valuetext", "Now");
    slider.press("Home");
    assertThat(page.getByRole(AriaRole.HEADING, named("Once"))).isVisible();
    assertThat(page.getByText("You are looking at")).containsText("read only");
    assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile(".*ada drafted version 1"));

    // where nothing can be done
    var promote = page.getByRole(AriaRole.BUTTON, named("Promote"));
    assertThat(promote).isDisabled();
    promote.focus();
    assertThat(page.getByRole(AriaRole.TOOLTIP)).containsText("You are looking at the past");
    Pages.seen(page, "agent-past");

    // the address leads there too, and the log is one step away
    page.reload();
    assertThat(page.getByRole(AriaRole.HEADING, named("Once"))).isVisible();
    assertThat(page.getByRole(AriaRole.LINK, named(Pattern.compile("^Audit of event"))))
        .hasAttribute("href", Pattern.compile("/audit\\?agent=remembered&fromPosition=\\d+.*"));

    // forward, and back to now
    slider.press("ArrowRight");
    assertThat(page.getByRole(AriaRole.HEADING, named("Now"))).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Return to now")).click();
    assertThat(page.getByText("You are looking at")).hasCount(0);
    assertThat(promote).isEnabled();

    // each event is a way back
    page.getByRole(AriaRole.LINK, named(Pattern.compile("^History"))).click();
    var history = page.getByRole(AriaRole.TABLE, named("History"));
    assertThat(history.getByRole(AriaRole.ROW)).hasCount(3);
    Pages.seen(page, "agent-history");
    history.getByRole(AriaRole.BUTTON, in("As it was")).last().click();
    assertThat(page.getByRole(AriaRole.HEADING, named("Once"))).isVisible();
  }

  private Drafts ofAda() {
    return new Drafts(api(builder()));
  }
}
