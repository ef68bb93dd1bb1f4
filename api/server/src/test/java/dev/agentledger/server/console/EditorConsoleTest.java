package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** Agents: made step by step, and changed as a form and as YAML. */
class EditorConsoleTest extends ConsoleLedger {

  private static final String AGENTS = "/api/v1/agents";

  @Test
  void aFunctionIsTriedWhileItIsWrittenAndSurvivesAReload() {
    var page = page("/agents/new", builder());
    var function = page.getByRole(AriaRole.LINK, named(Pattern.compile("^Function")));
    assertThat(function).isVisible();
    seen(page, "agent-new");
    function.click();

    // the slug follows the name
    text(page, "Name").fill("Shouting machine");
    assertThat(text(page, "Slug")).hasValue("shouting-machine");
    text(page, "Tags Optional").fill("text,loud");
    text(page, "Tags Optional").press("Enter");
    assertThat(page.getByRole(AriaRole.LIST, named("Tags"))).hasText("textloud");
    next(page);

    // what the code cannot do is said at once, and leads back to the code
    var code = text(page, "Code");
    code.fill("module.exports = async ({ text }) => ({ words: text.shout() });");
    var wrong = findings(page).getByRole(AriaRole.BUTTON, in("/code TypeError"));
    assertThat(wrong).isVisible();
    assertThat(region(page, "Dry run")).containsText("Failed");
    step(page, "Limits").click();
    assertThat(page.getByLabel("Memory of the sandbox")).isVisible();
    wrong.click();
    assertThat(code).isFocused();
    code.fill("module.exports = async ({ text }) => ({ words: text.toUpperCase().length });");
    assertThat(region(page, "Validation").getByRole(AriaRole.STATUS)).hasText("Valid");
    assertThat(region(page, "Dry run")).containsText("Passed");

    // its smoke tests run before anything is saved
    step(page, "Smoke tests").click();
    text(page, "Expected output of test 1").fill("{\"words\": 18}");
    page.getByRole(AriaRole.BUTTON, named("Run")).click();
    assertThat(region(page, "Smoke test run").getByLabel("Passed")).isVisible();
    seen(page, "agent-wizard");

    // everything is there after a reload
    next(page);
    assertThat(page.getByText("agent.drafted")).isVisible();
    page.reload();
    assertThat(page.getByText("agent.drafted")).isVisible();
    seen(page, "agent-review");

    create(page);
    agent("shouting-machine")
        .jsonPath("$.definition.tags.length()")
        .isEqualTo(2)
        .jsonPath("$.definition.smokeTests[0].expectedOutput.words")
        .isEqualTo(18);
  }

  @Test
  void aModelGetsItsPromptAndItsTools() {
    var page = page("/agents/new?kind=context", builder());
    text(page, "Name").fill("Answering desk");
    next(page);

    text(page, "System prompt").fill("You answer questions about the ledger.");
    page.getByLabel("Temperature").fill("0.2");
    assertThat(findings(page)).containsText("/model/name");
    page.getByRole(AriaRole.COMBOBOX, named("Model Optional")).fill("rehearsal/rehearsal");
    page.getByRole(AriaRole.SEARCHBOX, named("Tools Optional")).fill("ask");
    page.getByRole(AriaRole.BUTTON, named(Pattern.compile("^ask_human"))).click();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Remove ask_human"))).isVisible();
    assertThat(region(page, "Validation").getByRole(AriaRole.STATUS)).hasText("Valid");
    seen(page, "agent-model");

    step(page, "Review").click();
    create(page);
    agent("answering-desk")
        .jsonPath("$.definition.tools[0]")
        .isEqualTo("ask_human")
        .jsonPath("$.definition.model.temperature")
        .isEqualTo(0.2);
  }

  @Test
  void anHttpCallIsTriedOnASampleOfItsAnswer() {
    var page = page("/agents/new?kind=api", builder());
    text(page, "Name").fill("Weather desk");
    next(page);

    text(page, "URL").fill("https://weather.example.com/{{input.city}}");
    page.getByRole(AriaRole.BUTTON, named("Add headers")).click();
    page.getByLabel("Header 1").fill("Accept");
    page.getByLabel("Value 1").fill("application/json");
    page.getByRole(AriaRole.BUTTON, named("Add response mapping")).click();
    page.getByLabel("Output property 1").fill("degrees");
    page.getByLabel("JSON pointer into the response 1").fill("/now/celsius");
    text(page, "Sample response").fill("{\"now\": {\"celsius\": 21}}");
    assertThat(region(page, "Dry run")).containsText("\"degrees\": 21");
    seen(page, "agent-http");

    step(page, "Review").click();
    create(page);
    agent("weather-desk")
        .jsonPath("$.definition.http.headers.Accept")
        .isEqualTo("application/json")
        .jsonPath("$.definition.http.sampleResponse.now.celsius")
        .isEqualTo(21);
  }

  @Test
  void anOrchestratorIsMadeByKeyboardAlone() {
    var page = page("/agents/new?kind=orchestrator", builder());
    var keys = page.keyboard();

    Keyboard.reach(page, text(page, "Name"));
    keys.type("Front desk");
    keys.press("Enter");
    Keyboard.reach(page, text(page, "System prompt"));
    keys.type("You pass each question on.");
    Keyboard.reach(page, page.getByRole(AriaRole.SEARCHBOX, named("Members")));
    keys.type("text-stat");
    Keyboard.press(
        page, page.getByRole(AriaRole.BUTTON, named(Pattern.compile("^text-statistics"))));
    assertThat(page.getByRole(AriaRole.BUTTON, named("Remove text-statistics"))).isVisible();
    Keyboard.press(page, step(page, "Review"));
    assertThat(page.getByText("agent.drafted")).isVisible();
    Keyboard.reach(page, yaml(page));
    keys.press("Escape");
    Keyboard.press(page, page.getByRole(AriaRole.BUTTON, named("Create draft")));

    page.waitForURL("**/agents/front-desk");
    agent("front-desk").jsonPath("$.definition.members[0]").isEqualTo("text-statistics");
  }

  @Test
  void theFormAndTheYamlSayTheSame() {
    draft("said-twice");
    var page = page("/agents/said-twice/edit", builder());

    // what is put into the form stands in the YAML
    page.getByLabel("Description").fill("Counts words.");
    seen(page, "agent-edit");
    tab(page, "YAML").click();
    assertThat(yaml(page)).containsText("description: Counts words.");

    // what cannot be read is marked, and the form waits
    end(page, "name: twice");
    assertThat(page.getByText(Pattern.compile("^Line \\d+: Map keys must be unique"))).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Review and save"))).isDisabled();
    seen(page, "agent-yaml");
    tab(page, "Form").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The YAML cannot be read");
    assertThat(text(page, "Name")).isDisabled();

    // also after a reload, until it is mended
    page.reload();
    page.getByRole(AriaRole.BUTTON, named("Mend the YAML")).click();
    assertThat(yaml(page)).containsText("name: twice");
    yaml(page).press("Control+End");
    for (var typed = 0; typed < "name: twice".length(); typed++) {
      yaml(page).press("Backspace");
    }
    end(page, "tags: [counting]");
    tab(page, "Form").click();
    assertThat(page.getByRole(AriaRole.LIST, named("Tags"))).hasText("counting");

    // what would change is seen before it is saved
    tab(page, "Difference").click();
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Yours"))).containsText("counting");
    page.getByRole(AriaRole.BUTTON, named("Review and save")).click();
    var review = page.getByRole(AriaRole.DIALOG, named("Save as version 2"));
    assertThat(review).containsText("stays a draft");
    assertThat(review.getByRole(AriaRole.TEXTBOX, in("Yours"))).containsText("Counts words.");
    seen(page, "agent-save");
    review.getByRole(AriaRole.BUTTON, in("Save version 2")).click();

    page.waitForURL("**/agents/said-twice");
    agent("said-twice")
        .jsonPath("$.latest.number")
        .isEqualTo(2)
        .jsonPath("$.definition.tags[0]")
        .isEqualTo("counting");
  }

  @Test
  void whatSomebodyElseSavedMeanwhileIsNotLost() {
    draft("two-hands");
    var page = page("/agents/two-hands/edit", builder());
    page.getByLabel("Description").fill("Mine.");
    page.getByRole(AriaRole.BUTTON, named("Review and save")).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();

    rename("two-hands", "Theirs");

    var alert = page.getByRole(AriaRole.ALERT);
    assertThat(alert).containsText("ada saved version 2 while you were editing version 1.");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Review and save"))).isDisabled();
    seen(page, "agent-overtaken");
    alert.getByRole(AriaRole.BUTTON, in("Show the difference")).click();
    var difference = page.getByRole(AriaRole.DIALOG, named("Version 2 and yours"));
    assertThat(difference.getByRole(AriaRole.TEXTBOX, in("Version 2 by ada")))
        .containsText("Theirs");
    difference.getByRole(AriaRole.BUTTON, in("Go on with mine")).click();
    page.getByRole(AriaRole.BUTTON, named("Review and save")).click();
    page.getByRole(AriaRole.BUTTON, named("Save version 3")).click();

    page.waitForURL("**/agents/two-hands");
    agent("two-hands")
        .jsonPath("$.latest.number")
        .isEqualTo(3)
        .jsonPath("$.description")
        .isEqualTo("Mine.");
  }

  private static void next(Page page) {
    page.getByRole(AriaRole.BUTTON, named("Continue")).click();
  }

  private static Locator step(Page page, String name) {
    return page.getByRole(AriaRole.NAVIGATION, named("Steps")).getByRole(AriaRole.LINK, in(name));
  }

  private static Locator tab(Page page, String name) {
    return page.getByRole(AriaRole.LINK, named(name));
  }

  private static Locator text(Page page, String name) {
    return page.getByRole(AriaRole.TEXTBOX, named(name));
  }

  private static Locator yaml(Page page) {
    return text(page, "Definition as YAML");
  }

  private static Locator region(Page page, String name) {
    return page.getByRole(AriaRole.REGION, named(name));
  }

  private static Locator findings(Page page) {
    return page.getByRole(AriaRole.LIST, named("Findings"));
  }

  /** Writes at the end of the YAML. */
  private static void end(Page page, String typed) {
    yaml(page).press("Control+End");
    page.keyboard().type(typed);
  }

  private static void create(Page page) {
    assertThat(page.getByText("agent.drafted")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Create draft")).click();
    assertThat(page.getByText("From version 1 to service")).isVisible();
  }

  private BodyContentSpec agent(String slug) {
    return api(builder())
        .get()
        .uri(AGENTS + "/" + slug)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();
  }

  private void draft(String slug) {
    api(builder())
        .post()
        .uri(AGENTS)
        .bodyValue(
            Map.of(
                "slug",
                slug,
                "name",
                "Counter",
                "kind",
                "function",
                "code",
                "module.exports = async () => ({ words: 1 });\n"))
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

  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
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
