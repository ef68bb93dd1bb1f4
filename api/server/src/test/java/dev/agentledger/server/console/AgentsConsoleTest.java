package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Agents: brought into service and run, compared, and looked at as they were. */
class AgentsConsoleTest extends ConsoleLedger {

  private static final String AGENTS = "/api/v1/agents";
  private static final Pattern A_RUN = Pattern.compile("/runs/run_");
  private static final int TABS_AT_MOST = 80;

  @Test
  void theWayFromDraftToARunIsGoneByMouse() {
    draft("tour-by-mouse", "Link finder");
    var page = page("/agents?text=tour-by-mouse", builder());

    // she looks at what it takes
    page.getByRole(AriaRole.LINK, named("Link finder tour-by-mouse")).click();
    var way = page.getByRole(AriaRole.REGION, named("From version 1 to service"));
    assertThat(way).containsText("The definition is valid");
    assertThat(way).containsText("The dry run passed");
    assertThat(way).containsText("The code mentions 'http', so it may call out");

    // validates and tries it
    chosen(page, "Validate").click();
    assertThat(page.getByText("Version 1 is valid", new Page.GetByTextOptions().setExact(true)))
        .isVisible();
    page.getByRole(AriaRole.BUTTON, named("Run them")).click();
    assertThat(page.getByText("All 1 smoke tests passed")).isVisible();
    seen(page, "agent-overview");

    // asks for its promotion
    page.getByRole(AriaRole.BUTTON, named("Promote")).click();
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("One person with the role approver must approve it.");
    assertThat(question).containsText("agent.promotion-requested");
    seen(page, "agent-promote");
    question.getByRole(AriaRole.BUTTON, in("Promote")).click();
    assertThat(page.getByText("ada asked to promote version 1.")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Withdraw the request"))).isVisible();

    // somebody else approves it, and the page follows
    approve(page);
    assertThat(page.getByText("Version 1 serves, and it is the newest.")).isVisible();
    assertThat(chosen(page, "Promote")).isDisabled();
    assertThat(chosen(page, "Promote")).containsText("Version 1 is active");
    page.keyboard().press("Escape");

    // she runs it
    page.getByRole(AriaRole.BUTTON, named("Run")).click();
    var order = page.getByRole(AriaRole.DIALOG, named("Run Link finder"));
    order.getByLabel("text").fill("docs at https://example.org/log today");
    seen(page, "agent-run");
    order.getByRole(AriaRole.BUTTON, in("Start the run")).click();
    page.waitForURL(A_RUN);
    assertThat(page.getByText("Completed").first()).isVisible();

    // and finds it among the runs of the agent
    page.navigate(page.url().replaceAll("/runs/.*", "/agents/tour-by-mouse?tab=runs"));
    var runs = page.getByRole(AriaRole.TABLE, named("Runs"));
    assertThat(runs.getByRole(AriaRole.ROW)).hasCount(2);
    assertThat(runs).containsText("Completed");
    seen(page, "agent-runs");
  }

  @Test
  void theWayFromDraftToARunIsGoneByKeyboard() {
    draft("tour-by-keys", "Link finder");
    var page = page("/agents", builder());
    assertThat(page.getByRole(AriaRole.TABLE, named("Agents"))).isVisible();
    page.keyboard().press("/");
    page.keyboard().type("tour-by-keys");
    assertThat(page.getByRole(AriaRole.TABLE, named("Agents")).getByRole(AriaRole.ROW)).hasCount(2);

    press(page, page.getByRole(AriaRole.LINK, named("Link finder tour-by-keys")));
    press(page, page.getByRole(AriaRole.BUTTON, named("More actions")));
    page.keyboard().type("Val");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Version 1 is valid", new Page.GetByTextOptions().setExact(true)))
        .isVisible();

    press(page, page.getByRole(AriaRole.BUTTON, named("Promote")));
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("agent.promotion-requested");
    press(page, question.getByRole(AriaRole.BUTTON, in("Promote")));
    assertThat(page.getByText("ada asked to promote version 1.")).isVisible();

    approve(page);
    assertThat(page.getByText("Version 1 serves, and it is the newest.")).isVisible();

    press(page, page.getByRole(AriaRole.BUTTON, named("Run")));
    press(
        page,
        page.getByRole(AriaRole.DIALOG, named("Run Link finder"))
            .getByRole(AriaRole.BUTTON, in("Start the run")));
    page.waitForURL(A_RUN);
  }

  @Test
  void whatSomebodyMayNotDoSaysWhy() {
    draft("only-seen", "Only seen");
    var page = page("/agents/only-seen", key("vic", "viewer"));

    var promote = page.getByRole(AriaRole.BUTTON, named("Promote"));
    assertThat(promote).isDisabled();
    promote.focus();

    assertThat(page.getByRole(AriaRole.TOOLTIP)).hasText("Needs the role builder");
  }

  @Test
  void aChangeMeanwhileIsSeenBeforeItIsOverruled() {
    draft("overtaken", "Overtaken");
    var page = page("/agents/overtaken", builder());
    chosen(page, "Archive").click();
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("agent.archived");

    rename("overtaken", "Overtaken anew");

    assertThat(question.getByRole(AriaRole.ALERT)).containsText("It changed meanwhile, by ada");
    var archive = question.getByRole(AriaRole.BUTTON, in("Archive"));
    assertThat(archive).isDisabled();
    question.getByRole(AriaRole.BUTTON, in("Show it as it is now")).click();
    assertThat(question).containsText("Archive Overtaken anew?");
    question.getByLabel("Reason").fill("Nobody needs it");
    archive.click();
    assertThat(page.getByText("Version 2 was the last.")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Restore"))).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Run"))).isDisabled();
  }

  @Test
  void versionsAreComparedAndEveryPartIsRead() {
    draft("compared", "Compared");
    rename("compared", "Compared anew");
    var page = page("/agents/compared?tab=versions", builder());

    var changes =
        page.getByRole(AriaRole.REGION, named("What differs from version 1 to version 2"));
    assertThat(changes).containsText("/name");
    assertThat(changes).containsText("Compared anew");
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Version 2"))).containsText("Compared anew");
    seen(page, "agent-versions");

    page.getByRole(AriaRole.BUTTON, named("Read version 1")).click();
    assertThat(page.getByRole(AriaRole.REGION, named("Identity"))).not().containsText("anew");
    page.getByRole(AriaRole.COMBOBOX, named("Version")).selectOption("2");
    assertThat(page.getByRole(AriaRole.REGION, named("Identity"))).containsText("anew");
    seen(page, "agent-configuration");

    page.getByRole(AriaRole.LINK, named("Code")).click();
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Code"))).containsText("module.exports");
    seen(page, "agent-code");
  }

  @Test
  void thePastIsShownAsItWasAndOnlyRead() {
    draft("remembered", "Once");
    rename("remembered", "Now");
    var page = page("/agents/remembered", builder());
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
    seen(page, "agent-past");

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
    seen(page, "agent-history");
    history.getByRole(AriaRole.BUTTON, in("As it was")).last().click();
    assertThat(page.getByRole(AriaRole.HEADING, named("Once"))).isVisible();
  }

  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private static Locator chosen(Page page, String item) {
    var found = page.getByRole(AriaRole.MENUITEM, named(Pattern.compile("^" + item)));
    if (found.count() == 0) {
      page.getByRole(AriaRole.BUTTON, named("More actions")).click();
    }
    return found;
  }

  /** Somebody else says yes to what the page asked for. */
  private void approve(Page page) {
    var link = page.getByRole(AriaRole.LINK, named("Open the approval")).getAttribute("href");
    api(approver())
        .post()
        .uri("/api/v1" + link + "/approve")
        .bodyValue(Map.of("comment", "Only finds links"))
        .exchange()
        .expectStatus()
        .isOk();
  }

  /** Goes there by Tab alone, and presses Enter. */
  private static void press(Page page, Locator wanted) {
    assertThat(wanted).isVisible();
    for (var tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      if ((boolean) wanted.evaluate("one => one === document.activeElement")) {
        page.keyboard().press("Enter");
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError(wanted + " cannot be reached by keyboard");
  }

  private void draft(String slug, String name) {
    api(builder())
        .post()
        .uri(AGENTS)
        .bodyValue(
            Map.of(
                "slug",
                slug,
                "name",
                name,
                "kind",
                "function",
                "inputModes",
                List.of("application/json"),
                "outputModes",
                List.of("application/json"),
                "inputSchema",
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("text"),
                    "properties",
                    Map.of(
                        "text",
                        Map.of(
                            "type",
                            "string",
                            "examples",
                            List.of("See https://example.org for more.")))),
                "code",
                "module.exports = async ({ text }) =>\n"
                    + "  ({ links: text.match(/https?:[^ ]+/g) || [] });\n",
                "smokeTests",
                List.of(Map.of("name", "one link", "input", Map.of("text", "http://a.example")))))
        .exchange()
        .expectStatus()
        .isCreated();
  }

  private void rename(String slug, String name) {
    api(builder())
        .patch()
        .uri(AGENTS + "/" + slug)
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue(Map.of("name", name))
        .exchange()
        .expectStatus()
        .isOk();
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static GetByRoleOptions named(Pattern name) {
    return new GetByRoleOptions().setName(name);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
