package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.ALERT;
import static com.microsoft.playwright.options.AriaRole.ALERTDIALOG;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.LIST;
import static com.microsoft.playwright.options.AriaRole.LISTITEM;
import static com.microsoft.playwright.options.AriaRole.MENUITEM;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static com.microsoft.playwright.options.AriaRole.ROW;
import static com.microsoft.playwright.options.AriaRole.TABLE;
import static dev.agentledger.server.console.Elements.labelled;
import static dev.agentledger.server.console.Elements.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Money, the log and what is remembered of it: watched, explained and put right. */
class GovernConsoleTest extends ConsoleLedger {

  private static final String AGENTS = "/api/v1/agents";

  @Autowired private JdbcClient database;

  @Test
  void aProjectionIsRebuiltComparedSwitchedAndSwitchedBack() {
    var page = page("/projections", operator());
    assertThat(named(page, TABLE, "Projections")).containsText("Up to date");
    seen(page, "projections");

    // it is built anew, and waits with the comparison
    named(page, LINK, "price-book").click();
    var generations = named(page, REGION, "Generations");
    assertThat(generations).containsText("Generation 1");
    named(page, BUTTON, "Rebuild").click();
    var question = page.getByRole(ALERTDIALOG);
    assertThat(question).containsText("Reading goes on meanwhile");
    question.getByLabel("Let me confirm the switch").check();
    named(question, BUTTON, "Start the rebuild").click();
    assertThat(page.getByText("Awaiting confirmation")).isVisible();
    assertThat(named(page, REGION, "Comparison")).containsText("Both generations say the same");
    seen(page, "projection");

    // it serves when somebody says so
    named(page, BUTTON, "Confirm the switch").click();
    named(question, BUTTON, "Switch").click();
    assertThat(generations).containsText(Pattern.compile("Serves\\s*Generation 2"));

    // and the one before serves again
    named(page, BUTTON, "Switch back").click();
    assertThat(question).containsText("Generation 2 is kept then");
    named(question, BUTTON, "Switch back").click();
    assertThat(generations).containsText(Pattern.compile("Serves\\s*Generation 1"));
    named(page, LINK, "Rebuilds").click();
    var rebuilds = named(page, TABLE, "Rebuilds");
    assertThat(rebuilds.getByRole(ROW)).hasCount(3);
    named(rebuilds, LINK, "Rebuild into generation 2").click();
    assertThat(page.getByRole(DIALOG)).containsText("When somebody confirms");
  }

  @Test
  void whatCannotBeDigestedIsTriedAgainOrGivenUp() {
    var builder = keyIn("poisoned", "ada", "builder");
    var rows = "agent_directory_g" + generationOf("agent-directory", builder) + ".agent";
    database
        .sql(
            "alter table %s add constraint no_poison check (slug not like 'poison-%%')"
                .formatted(rows))
        .update();
    try {
      // Both answers are waited for in vain, so at once.
      Stream.of("poison-one", "poison-two")
          .parallel()
          .forEach(slug -> draft(builder, slug).expectStatus().isEqualTo(503));
      var page =
          page("/projections?tab=processors", keyIn("poisoned", "olga", "operator", "auditor"));
      var letters = named(page, TABLE, "Dead letters");
      assertThat(letters.getByRole(ROW)).hasCount(3);
      assertThat(letters).containsText("no_poison");
      seen(page, "dead-letters");

      // as long as the cause is there, it fails again
      named(letters, BUTTON, "Retry").first().click();
      assertThat(page.getByText("It failed again and goes on waiting")).isVisible();
      database.sql("alter table %s drop constraint no_poison".formatted(rows)).update();
      named(letters, BUTTON, "Retry").first().click();
      assertThat(page.getByText("It was handled now")).isVisible();
      assertThat(letters.getByRole(ROW)).hasCount(2);

      // the other is given up, for this projection alone
      named(letters, BUTTON, "Discard").click();
      var question = page.getByRole(ALERTDIALOG);
      assertThat(question).containsText("The event itself stays in the log");
      named(question, BUTTON, "Discard").click();
      assertThat(page.getByText("Every event was handled.")).isVisible();
    } finally {
      database.sql("alter table %s drop constraint if exists no_poison".formatted(rows)).update();
    }
  }

  @Test
  void aBudgetIsSetAndShowsItsUseAndWhatRunsCost() {
    var admin = keyIn("thrifty", "carol", "admin", "builder");
    put(admin, "/api/v1/prices", Map.of("entries", List.of(price()), "unknown", "refuse"));
    draft(admin, "spender").expectStatus().isCreated();
    var page = page("/costs", admin);

    // it is tried before it is set
    named(page, BUTTON, "Set a budget").first().click();
    var form = named(page, DIALOG, "Set a budget");
    labelled(form, "Name").fill("monthly");
    labelled(form, "Cap in US dollars").fill("a lot");
    named(form, BUTTON, "Set the budget").click();
    assertThat(form.getByRole(ALERT)).isVisible();
    labelled(form, "Cap in US dollars").fill("5");
    named(form, BUTTON, "Dry run").click();
    assertThat(form).containsText("budget.set");
    named(form, BUTTON, "Set the budget").click();
    var budget = named(page, LISTITEM, "monthly");
    assertThat(budget).containsText("$5.00 a month");
    assertThat(budget).containsText("At the cap a run is suspended");

    // a run shows in it at once, and in what runs cost
    run(admin, "spender");
    assertThat(budget).containsText(Pattern.compile("Settled\\s*\\$0\\.0*[1-9]"));
    seen(page, "budgets");
    named(page, LINK, "Cost of runs").click();
    assertThat(page.getByText("Over all 1 run of this time.")).isVisible();
    assertThat(named(page, LIST, "By agent")).containsText("100%");
    assertThat(named(page, LIST, "By model")).containsText("rehearsal/rehearsal");
    seen(page, "cost-of-runs");

    // it is removed when it is asked for
    named(page, LINK, "Budgets").click();
    named(page, BUTTON, "Actions of monthly").click();
    named(page, MENUITEM, "Remove").click();
    var question = page.getByRole(ALERTDIALOG);
    assertThat(question).containsText("what it counted is forgotten");
    named(question, BUTTON, "Remove").click();
    assertThat(page.getByText("No budgets yet")).isVisible();
  }

  @Test
  void theLogIsFilteredComparedAndExported() throws IOException {
    var auditor = keyIn("audited", "anton", "builder", "auditor");
    draft(auditor, "first").expectStatus().isCreated();
    draft(auditor, "second").expectStatus().isCreated();
    revise(auditor, "first", "Be brief.");
    var page = page("/audit", auditor);
    var events = named(page, TABLE, "Events");
    assertThat(events).containsText("agent.revised");
    seen(page, "audit");

    // filtered by keyboard, and opened with it
    page.keyboard().press("/");
    page.keyboard().type("agent.revised");
    page.keyboard().press("Enter");
    assertThat(events.getByRole(ROW)).hasCount(2);
    page.keyboard().press("Escape");
    page.locator("body").click();
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    var event = page.getByRole(DIALOG);
    assertThat(named(event, REGION, "Before and after")).containsText("/systemPrompt");
    assertThat(named(event, REGION, "Before and after")).containsText("Be brief.");
    assertThat(event).containsText("anton");
    seen(page, "audit-event");

    // what is recorded meanwhile comes by itself
    named(event, LINK, "All of this stream").click();
    assertThat(events.getByRole(ROW)).hasCount(3);
    revise(auditor, "first", "Be very brief.");
    assertThat(events.getByRole(ROW)).hasCount(4);

    // and all of it can be taken away
    var file = page.waitForDownload(() -> named(page, BUTTON, "Export").click());
    assertThat(file.suggestedFilename()).endsWith(".ndjson");
    assertThat(Files.readAllLines(file.path()))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"streamId\":\"agt_"));
  }

  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private static Map<String, String> price() {
    return Map.of("provider", "rehearsal", "model", "*", "input", "1", "output", "4");
  }

  private ResponseSpec draft(String key, String slug) {
    return api(key)
        .post()
        .uri(AGENTS)
        .bodyValue(
            Map.of(
                "slug",
                slug,
                "name",
                slug,
                "kind",
                "context",
                "inputModes",
                List.of("text/plain"),
                "outputModes",
                List.of("text/plain"),
                "systemPrompt",
                "Answer.",
                "model",
                Map.of("name", "rehearsal/rehearsal")))
        .exchange();
  }

  private void revise(String key, String slug, String prompt) {
    api(key)
        .patch()
        .uri(AGENTS + "/" + slug)
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue(Map.of("systemPrompt", prompt))
        .exchange()
        .expectStatus()
        .isOk();
  }

  private void run(String key, String agent) {
    api(key)
        .post()
        .uri("/api/v1/runs")
        .header("Prefer", "wait=20")
        .bodyValue(Map.of("agent", agent, "version", "draft", "input", "Good morning"))
        .exchange()
        .expectStatus()
        .is2xxSuccessful();
  }

  private void put(String key, String path, Map<String, Object> body) {
    api(key).put().uri(path).bodyValue(body).exchange().expectStatus().isOk();
  }

  private int generationOf(String projection, String key) {
    var generation = new AtomicInteger();
    api(key)
        .get()
        .uri("/api/v1/projections/" + projection)
        .exchange()
        .expectBody()
        .jsonPath("$.generation.number")
        .value(Integer.class, generation::set);
    return generation.get();
  }
}
