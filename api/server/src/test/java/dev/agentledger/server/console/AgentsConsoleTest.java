package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.agentledger.server.console.Pages.in;
import static dev.agentledger.server.console.Pages.named;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Agents are brought into service by two people, run, and taken out of it. */
class AgentsConsoleTest extends ConsoleLedger {

  private static final Pattern A_RUN = Pattern.compile("/runs/run_");

  @Test
  void theWayFromDraftToARunIsGoneByMouse() {
    ofAda().draft("tour-by-mouse", "Link finder");
    var page = page("/agents?text=tour-by-mouse", builder());

    // she looks at what it takes
    page.getByRole(AriaRole.LINK, named("Link finder tour-by-mouse")).click();
    var way = page.getByRole(AriaRole.REGION, named("From version 1 to service"));
    assertThat(way).containsText("The definition is valid");
    assertThat(way).containsText("The dry run passed");
    assertThat(way).containsText("The code mentions 'http', so it may call out");

    // validates and tries it
    chosen(page, "Validate").click();
    assertThat(said(page, "Version 1 is valid")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Run them")).click();
    assertThat(said(page, "The smoke test passed")).isVisible();
    Pages.seen(page, "agent-overview");

    // asks for its promotion
    page.getByRole(AriaRole.BUTTON, named("Promote")).click();
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("One person with the role approver must approve it.");
    assertThat(question).containsText("agent.promotion-requested");
    Pages.seen(page, "agent-promote");
    question.getByRole(AriaRole.BUTTON, in("Promote")).click();
    assertThat(page.getByText("ada asked to promote version 1.")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Withdraw the request"))).isVisible();

    // grace approves it, and the page of ada follows
    asked(page).getByRole(AriaRole.BUTTON, named("Approve")).click();
    assertThat(page.getByText("Version 1 serves, and it is the newest.")).isVisible();
    assertThat(chosen(page, "Promote")).isDisabled();
    assertThat(chosen(page, "Promote")).containsText("Version 1 is active");
    page.keyboard().press("Escape");

    // she runs it
    page.getByRole(AriaRole.BUTTON, named("Run")).click();
    var order = page.getByRole(AriaRole.DIALOG, named("Run Link finder"));
    order.getByLabel("text").fill("docs at https://example.org/log today");
    Pages.seen(page, "agent-run");
    order.getByRole(AriaRole.BUTTON, in("Start the run")).click();
    page.waitForURL(A_RUN);

    // and finds it among the runs of the agent
    page.goBack();
    page.getByRole(AriaRole.LINK, named("All runs")).click();
    var runs = page.getByRole(AriaRole.TABLE, named("Runs"));
    assertThat(runs.getByRole(AriaRole.ROW)).hasCount(2);
    assertThat(runs).containsText("Completed");
    Pages.seen(page, "agent-runs");

    // until it is taken out of service
    chosen(page, "Demote").click();
    assertThat(question).containsText("no new run uses version 1");
    question.getByLabel("Reason").fill("Finds too much");
    question.getByRole(AriaRole.BUTTON, in("Demote")).click();
    assertThat(said(page, "Link finder is out of service")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Promote"))).isEnabled();
  }

  @Test
  void theWayFromDraftToARunIsGoneByKeyboard() {
    ofAda().draft("tour-by-keys", "Link finder");
    var page = page("/agents", builder());
    assertThat(page.getByRole(AriaRole.TABLE, named("Agents"))).isVisible();
    page.keyboard().press("/");
    page.keyboard().type("tour-by-keys");
    assertThat(page.getByRole(AriaRole.TABLE, named("Agents")).getByRole(AriaRole.ROW)).hasCount(2);

    Keyboard.press(page, page.getByRole(AriaRole.LINK, named("Link finder tour-by-keys")));
    Keyboard.press(page, page.getByRole(AriaRole.BUTTON, named("More actions")));
    page.keyboard().type("Val");
    page.keyboard().press("Enter");
    assertThat(said(page, "Version 1 is valid")).isVisible();

    Keyboard.press(page, page.getByRole(AriaRole.BUTTON, named("Promote")));
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("agent.promotion-requested");
    Keyboard.press(page, question.getByRole(AriaRole.BUTTON, in("Promote")));
    assertThat(page.getByText("ada asked to promote version 1.")).isVisible();

    var grace = asked(page);
    assertThat(grace.getByRole(AriaRole.BUTTON, named("Approve"))).isEnabled();
    grace.keyboard().press("a");
    assertThat(page.getByText("Version 1 serves, and it is the newest.")).isVisible();

    Keyboard.press(page, page.getByRole(AriaRole.BUTTON, named("Run")));
    Keyboard.press(
        page,
        page.getByRole(AriaRole.DIALOG, named("Run Link finder"))
            .getByRole(AriaRole.BUTTON, in("Start the run")));
    page.waitForURL(A_RUN);
  }

  @Test
  void whatSomebodyMayNotDoSaysWhy() {
    ofAda().draft("only-seen", "Only seen");
    var page = page("/agents/only-seen", key("vic", "viewer"));

    var promote = page.getByRole(AriaRole.BUTTON, named("Promote"));
    assertThat(promote).isDisabled();
    promote.focus();

    assertThat(page.getByRole(AriaRole.TOOLTIP)).hasText("Needs the role builder");
  }

  @Test
  void anAgentIsArchivedAsItIsByThenAndRestored() {
    ofAda().draft("overtaken", "Overtaken");
    var page = page("/agents/overtaken", builder());
    chosen(page, "Archive").click();
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("agent.archived");

    // somebody else changes it, which has to be looked at first
    ofAda().rename("overtaken", "Overtaken anew");
    assertThat(question.getByRole(AriaRole.ALERT)).containsText("It changed meanwhile, by ada");
    var archive = question.getByRole(AriaRole.BUTTON, in("Archive"));
    assertThat(archive).isDisabled();
    question.getByRole(AriaRole.BUTTON, in("Show it as it is now")).click();
    assertThat(question).containsText("Archive Overtaken anew?");

    // it is archived for a reason, and can be done nothing with
    question.getByLabel("Reason").fill("Nobody needs it");
    archive.click();
    assertThat(page.getByText("Version 2 was the last.")).isVisible();
    var run = page.getByRole(AriaRole.BUTTON, named("Run"));
    assertThat(run).isDisabled();

    // until it is restored
    page.getByRole(AriaRole.BUTTON, named("Restore")).click();
    assertThat(question).containsText("It comes back as a draft of version 2.");
    question.getByRole(AriaRole.BUTTON, in("Restore")).click();
    assertThat(page.getByText("Version 2 is a draft; no version serves yet.")).isVisible();
    assertThat(run).isEnabled();
  }

  private Drafts ofAda() {
    return new Drafts(api(builder()));
  }

  /** The page on which grace is asked what the page of the agent waits for. */
  private Page asked(Page page) {
    var link = page.getByRole(AriaRole.LINK, named("Open the approval"));
    return page(link.getAttribute("href"), approver());
  }

  private static Locator said(Page page, String toast) {
    return page.getByText(toast, new GetByTextOptions().setExact(true));
  }

  /** The item of the menu, which is open by then. */
  private static Locator chosen(Page page, String item) {
    var found = page.getByRole(AriaRole.MENUITEM, named(Pattern.compile("^" + item)));
    if (found.count() == 0) {
      page.getByRole(AriaRole.BUTTON, named("More actions")).click();
    }
    return found;
  }
}
