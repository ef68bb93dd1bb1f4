package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;

/** Runs: followed, looked into step by step, ended, and taken again. */
class RunsConsoleTest extends ConsoleLedger {

  private static final ParameterizedTypeReference<Map<String, Object>> OBJECT =
      new ParameterizedTypeReference<>() {};
  private static final String RUNS = "/api/v1/runs";
  private static final int MANY = 1500;

  /** How many of many rows may be in the page at a time. */
  private static final int BOUND = 80;

  /** Where a call ends without an answer, so that nobody knows what became of it. */
  private static HttpServer carrier;

  @BeforeAll
  static void open() throws IOException {
    carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    carrier.createContext("/", exchange -> exchange.close());
    carrier.start();
  }

  @AfterAll
  static void close() {
    carrier.stop(0);
  }

  @Test
  void aRunIsFollowedWhileItGoesOn() {
    agent("followed", "Answer.");
    var page = page("/runs?agent=followed", operator());
    assertThat(page.getByText("No runs match")).isVisible();

    // it begins, and rests for a question
    var run =
        started("followed", calls("ask_human", Map.of("question", "Blue?")), answers("Blue it is"));
    page.getByRole(AriaRole.LINK, named(Pattern.compile("^followed"))).click();
    assertThat(page.getByText("It rests since")).isVisible();
    var steps = page.getByRole(AriaRole.LIST, named("Steps"));
    assertThat(steps.getByRole(AriaRole.LISTITEM)).hasCount(2);

    // she answers beside the timeline, and its next step appears
    page.getByRole(AriaRole.LINK, named("Answer it")).click();
    var panel = page.getByRole(AriaRole.COMPLEMENTARY, named("Question to a person Blue?"));
    panel.getByLabel("Your answer").fill("Blue");
    panel.getByRole(AriaRole.BUTTON, in("Answer")).click();
    assertThat(steps.getByRole(AriaRole.LISTITEM)).hasCount(3);
    assertThat(page.getByText("Completed").first()).isVisible();
    assertThat(panel).containsText("olga answered");
    page.keyboard().press("Escape");
    assertThat(panel).hasCount(0);

    // and all of it can be read
    tab(page, "Conversation");
    assertThat(page.getByRole(AriaRole.LIST, named("Conversation"))).containsText("Blue it is");
    seen(page, "run-conversation");
    tab(page, "Input and output");
    assertThat(page.getByRole(AriaRole.REGION, named("Output"))).containsText("Blue it is");
    seen(page, "run-input-output");
    tab(page, "Events");
    page.getByRole(AriaRole.BUTTON, named(Pattern.compile("run.question-answered"))).click();
    assertThat(page.getByRole(AriaRole.GROUP, named("Envelope"))).containsText("olga");
    seen(page, "run-events");

    // the list knows how it ended
    page.getByRole(AriaRole.LINK, named("Runs").setExact(true)).first().click();
    assertThat(row(page, run)).containsText("Completed");
    seen(page, "runs");
  }

  @Test
  void aRunIsCancelledByKeyboard() {
    agent("cancelled", "Ask.");
    var run = started("cancelled", calls("ask_human", Map.of("question", "Go on?")));
    var page = page("/runs/" + run, operator());
    assertThat(page.getByText("It rests since")).isVisible();

    page.getByRole(AriaRole.BUTTON, named("Cancel")).focus();
    page.keyboard().press("Enter");
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("It takes no further step and cannot be resumed.");
    question.getByLabel("Reason").focus();
    page.keyboard().type("Nobody needs it");
    page.keyboard().press("Enter");

    assertThat(page.getByText("Cancelled").first()).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Cancel"))).hasCount(0);
    tab(page, "Events");
    assertThat(page.getByText("Its cancellation was asked for: Nobody needs it")).isVisible();
  }

  @Test
  void whatBecameOfACallWithAnEffectIsSeen() {
    tool("pay", "always");
    tool("ship", "never");
    agent("effects", "Settle.", "pay", "ship");
    var run = started("effects", calls("pay", Map.of()), calls("ship", Map.of()), answers("Done"));
    var page = page("/runs/" + run, approver());

    // each call waits for a person, who decides beside the timeline
    page.getByRole(AriaRole.LINK, named("Decide on pay")).click();
    var pay = page.getByRole(AriaRole.COMPLEMENTARY, named("Tool call pay"));
    assertThat(pay).containsText("Has an effect; not called again unless it is known");
    assertThat(pay).containsText("It is held for approval");
    pay.getByRole(AriaRole.BUTTON, in("Approve")).click();
    assertThat(pay).containsText("The call is put on record, then made, approved by grace");

    // nobody knows what became of it, until an operator says so
    assertThat(pay).containsText("Nobody knows whether it took effect");
    assertThat(pay.getByRole(AriaRole.LINK, inside("settle it"))).isVisible();
    seen(page, "run-effect");
    settled(run, "call_1_1", "done");
    assertThat(pay).containsText("olga settled it: it took effect (Seen in the books)");

    // the next one is not asked about first
    assertThat(page.getByRole(AriaRole.LIST, named("Steps"))).containsText("ship");
    page.keyboard().press("j");
    page.keyboard().press("j");
    var ship = page.getByRole(AriaRole.COMPLEMENTARY, named("Tool call ship"));
    assertThat(ship).containsText("Nobody knows whether it took effect");
    settled(run, "call_2_1", "fail");
    assertThat(ship).containsText("olga settled it: it failed");
    assertThat(page.getByText("Completed").first()).isVisible();
  }

  @Test
  void aRunIsRetriedAndForkedFromAStep() {
    dice();
    agent("retaken", "Throw.", "runs_dice");
    var run =
        started(
            "retaken",
            calls("runs_dice", Map.of("sides", 6)),
            calls("runs_dice", Map.of("sides", 8)),
            answers("Thrown"));
    awaitEnd(run);
    var page = page("/runs/" + run, operator());
    var steps = page.getByRole(AriaRole.LIST, named("Steps")).getByRole(AriaRole.LISTITEM);
    assertThat(steps).hasCount(5);

    // the second time the model is asked, by keyboard
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("j");
    assertThat(steps.nth(2).getByRole(AriaRole.BUTTON)).isFocused();
    page.keyboard().press("Enter");
    var panel = page.getByRole(AriaRole.COMPLEMENTARY);
    assertThat(panel).containsText("Model call, step 2");
    panel.getByRole(AriaRole.BUTTON, in("Retry from here")).click();
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("calls with an effect are made again");
    question.getByRole(AriaRole.BUTTON, in("Retry")).click();
    assertThat(page.getByText("It goes on from step 1 of another run.")).isVisible();
    assertThat(page.getByText("Completed").first()).isVisible();

    // and another way after its first step
    page.getByRole(AriaRole.LINK, named("another run")).click();
    page.getByRole(AriaRole.BUTTON, named("Fork")).click();
    var fork = page.getByRole(AriaRole.DIALOG);
    fork.getByLabel("Go on after").selectOption("1");
    fork.getByLabel("Tell the model").fill("Mind the result");
    fork.getByLabel("Another result of runs_dice").check();
    var result = fork.getByRole(AriaRole.TEXTBOX, inside("Result of runs_dice as JSON"));
    result.fill("{\"thrown\": ");
    assertThat(fork.getByText("This is no JSON")).isVisible();
    result.fill("{\"thrown\": 7}");
    seen(page, "run-fork");
    fork.getByRole(AriaRole.BUTTON, in("Fork")).click();
    assertThat(page.getByText("It goes on from step 1 of another run.")).isVisible();
    tab(page, "Conversation");
    assertThat(page.getByText("Mind the result")).isVisible();
    tab(page, "Comparison");
    var sides = page.getByRole(AriaRole.LIST, named("Steps of both runs"));
    assertThat(sides.getByText("Taken over")).hasCount(2);

    // the first run tells of both
    page.getByRole(AriaRole.LINK, named("another run")).click();
    tab(page, "Replays and forks");
    var retakes = page.getByRole(AriaRole.TABLE, named("Replays and forks"));
    assertThat(retakes.getByRole(AriaRole.ROW)).hasCount(3);
    seen(page, "run-retakes");
  }

  @Test
  void aReplayShowsWhereAnotherVersionLeavesTheRecord() {
    agent("replayed", "Be brief.");
    var run = started("replayed", answers("So be it"));
    awaitEnd(run);
    api(builder())
        .patch()
        .uri("/api/v1/agents/replayed")
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue(Map.of("systemPrompt", "Be verbose."))
        .exchange()
        .expectStatus()
        .isOk();
    var page = page("/runs/" + run, operator());

    page.getByRole(AriaRole.BUTTON, named("Replay")).click();
    var order = page.getByRole(AriaRole.DIALOG, named("Replay this run"));
    order.getByLabel("Version").selectOption("2");
    seen(page, "run-replay");
    order.getByRole(AriaRole.BUTTON, in("Replay")).click();

    var divergence = page.getByRole(AriaRole.REGION, named("Divergence at step 1"));
    assertThat(divergence.getByRole(AriaRole.TEXTBOX, inside("Recorded")))
        .containsText("system: Be brief.");
    assertThat(divergence.getByRole(AriaRole.TEXTBOX, inside("This run")))
        .containsText("system: Be verbose.");
    assertThat(page.getByText("left the record", exactly())).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Replay"))).isDisabled();
    seen(page, "run-divergence");
  }

  @Test
  void aRunOfThousandsOfStepsIsScrolled() {
    agent("long", "Call.");
    var run =
        started("long", manyCalls("first"), manyCalls("second"), answers("Called, all of them"));
    awaitEnd(run);
    var page = page("/runs/" + run, operator());
    var rows = page.getByRole(AriaRole.LIST, named("Steps")).getByRole(AriaRole.LISTITEM);
    assertThat(page.getByText(2 * MANY + 3 + " steps")).isVisible();
    assertThat(rows.count()).isLessThan(BOUND);

    rows.first().hover();
    page.mouse().wheel(0, 32 * MANY);
    assertThat(page.getByText("second").first()).isVisible();
    assertThat(rows.count()).isLessThan(BOUND);

    page.keyboard().press("k");
    assertThat(rows.last()).hasAttribute("aria-posinset", String.valueOf(2 * MANY + 3));
    assertThat(rows.count()).isLessThan(BOUND);
  }

  /** Kept as a picture, and found to keep nobody out. */
  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private static void tab(Page page, String name) {
    page.getByRole(AriaRole.NAVIGATION, named("Parts of the run"))
        .getByRole(
            AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name)))
        .click();
  }

  private static Locator row(Page page, String run) {
    return page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHas(page.locator("a[href='/runs/" + run + "']")));
  }

  private void agent(String slug, String prompt, String... tools) {
    var all = new ArrayList<>(List.of(tools));
    all.add("ask_human");
    api(builder())
        .post()
        .uri("/api/v1/agents")
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
                prompt,
                "model",
                Map.of("name", "rehearsal/rehearsal"),
                "tools",
                all))
        .exchange()
        .expectStatus()
        .isCreated();
  }

  /** A tool with an effect, of which nobody hears again. */
  private void tool(String name, String approval) {
    made(
        Map.of(
            "name",
            name,
            "description",
            "Has an effect: " + name,
            "kind",
            "http",
            "effect",
            "effectful",
            "approval",
            Map.of("need", approval),
            "inputSchema",
            Map.of("type", "object"),
            "outputSchema",
            Map.of("type", "object"),
            "http",
            Map.of(
                "method",
                "POST",
                "url",
                "http://127.0.0.1:" + carrier.getAddress().getPort() + "/" + name),
            "egress",
            Map.of("allowPrivate", true)));
  }

  private void dice() {
    made(
        Map.of(
            "name", "runs_dice",
            "description", "Throws a die",
            "kind", "function",
            "effect", "read",
            "inputSchema",
                Map.of("type", "object", "properties", Map.of("sides", Map.of("type", "integer"))),
            "outputSchema", Map.of("type", "object"),
            "code", "module.exports = async () => ({thrown: 4});"));
  }

  private void made(Map<String, ?> tool) {
    api(builder())
        .post()
        .uri("/api/v1/tools")
        .bodyValue(tool)
        .exchange()
        .expectStatus()
        .isCreated();
  }

  /** A run of the draft in which the model says these things. */
  private String started(String agent, Object... script) {
    var order = Map.of("agent", agent, "version", "draft", "input", "Begin", "script", script);
    var answer =
        api(builder())
            .post()
            .uri(RUNS)
            .bodyValue(order)
            .exchange()
            .expectStatus()
            .isAccepted()
            .expectBody(OBJECT)
            .returnResult()
            .getResponseBody();
    return (String) Objects.requireNonNull(answer).get("runId");
  }

  private void awaitEnd(String run) {
    await()
        .until(
            () ->
                Objects.requireNonNull(
                        api(operator())
                            .get()
                            .uri(RUNS + "/" + run)
                            .exchange()
                            .expectBody(OBJECT)
                            .returnResult()
                            .getResponseBody())
                    .get("status"),
            "completed"::equals);
  }

  private void settled(String run, String call, String resolution) {
    var body =
        resolution.equals("done")
            ? Map.of("resolution", resolution, "comment", "Seen in the books", "result", Map.of())
            : Map.of("resolution", resolution, "comment", "Never seen");
    await()
        .untilAsserted(
            () ->
                api(operator())
                    .post()
                    .uri("/api/v1/reconcile/" + run + "/" + call)
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .is2xxSuccessful());
  }

  private static Map<String, ?> calls(String tool, Map<String, ?> arguments) {
    return Map.of("calls", List.of(Map.of("tool", tool, "arguments", arguments)));
  }

  /** More calls than anybody reads, of a tool that there is not: all are refused at once. */
  private static Map<String, ?> manyCalls(String tool) {
    return Map.of("calls", Collections.nCopies(MANY, Map.of("tool", tool, "arguments", Map.of())));
  }

  private static Map<String, ?> answers(String text) {
    return Map.of("answer", text);
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static GetByRoleOptions named(Pattern name) {
    return new GetByRoleOptions().setName(name);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions inside(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
