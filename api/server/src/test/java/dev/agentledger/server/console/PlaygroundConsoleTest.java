package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The playground: agents are talked to, and what they do is seen and decided where it comes up. */
class PlaygroundConsoleTest extends ConsoleLedger {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern A_RUN = Pattern.compile("/runs/run_");
  private static final String PRICES = "/api/v1/prices";

  @BeforeEach
  void whatTheModelSaysHasAPrice() {
    var book = api(administrator()).get().uri(PRICES).exchange().expectBody(Map.class);
    var entries =
        new ArrayList<Object>((List<?>) book.returnResult().getResponseBody().get("entries"));
    if (entries.toString().contains("provider=stage")) {
      return;
    }
    entries.add(Map.of("provider", "stage", "model", "*", "input", "1", "output", "2"));
    api(administrator())
        .put()
        .uri(PRICES)
        .bodyValue(Map.of("entries", entries, "unknown", "refuse"))
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void anAgentIsTalkedToAndSomebodyElseAllowsWhatItCalls() {
    try (var desk = new RefundDesk(this)) {
      desk.heldTool("refund_talk", "operator");
      desk.agent("talks", "stage/talks", "refund_talk");
      var olga = page("/playground?text=talks", operator());
      seenAfter(olga.getByText("Refunds talks"), olga, "playground");
      olga.getByRole(AriaRole.LINK, named(Pattern.compile("^Refunds talks"))).click();

      // she asks, and reads the answer as it is written
      say(olga, "talks", "Refund order 7, please");
      var asked = MODEL.asked("talks").says("I will **ask** ");
      assertThat(olga.getByText("I will ask")).isVisible();
      assertThat(olga.getByRole(AriaRole.BUTTON, named("Stop"))).isVisible();

      // it calls a tool, which waits for somebody else
      asked.calls("refund_talk", Map.of("order", 7));
      var call = call(olga, "refund_talk");
      assertThat(call).containsText("Needs approval");
      assertThat(call).containsText("\"order\": 7");
      assertThat(call).containsText("You asked for this decision, so somebody else takes it.");
      seenAfter(call.getByText("Open the approval"), olga, "talk-approval");
      var iris = page(addressOf(olga), key("iris", "operator"));
      call(iris, "refund_talk").getByRole(AriaRole.BUTTON, in("Approve").setExact(true)).click();

      // it is called, and she sees what came of it, what it took and what it cost
      assertThat(call).containsText("Succeeded");
      assertThat(call).containsText("Approved by iris");
      assertThat(desk.received()).containsExactly("/refund {\"order\":7}");
      call.getByText("Arguments and result").click();
      assertThat(call).containsText("\"refunded\": true");
      MODEL.asked("talks").says("It is ").says("done.").ends();
      assertThat(olga.getByText("It is done.")).isVisible();
      assertThat(olga.getByText("240 tokens · $0.00028")).isVisible();
      seenAfter(olga.getByRole(AriaRole.BUTTON, named("Send")), olga, "talk");

      // the conversation is found again, and leads to the trace of what was done
      olga.navigate(
          olga.url().replaceFirst("/playground/.*", "/playground?tab=conversations&agent=talks"));
      seenAfter(olga.getByText("With talks"), olga, "conversations");
      olga.getByRole(AriaRole.LINK, named("With talks")).click();
      olga.getByRole(AriaRole.LINK, named("Trace")).click();
      olga.waitForURL(A_RUN);
      assertThat(olga.getByText("Completed").first()).isVisible();
    }
  }

  @Test
  void anAnswerIsStoppedAndWhatWasReadStays() {
    try (var desk = new RefundDesk(this)) {
      desk.agent("chatty", "stage/chatty");
      var page = page("/playground/chatty", operator());
      say(page, "chatty", "Tell me everything");
      var asked = MODEL.asked("chatty").says("It was a dark ");
      assertThat(page.getByText("It was a dark")).isVisible();

      page.getByRole(AriaRole.BUTTON, named("Stop")).click();

      assertThat(page.getByText("The answer was stopped.")).isVisible();
      assertThat(page.getByText("It was a dark")).isVisible();
      await().atMost(PATIENCE).until(asked::isLeft);

      // and it goes on by keyboard alone
      page.getByLabel("Message to Refunds chatty").focus();
      page.keyboard().type("Shorter");
      page.keyboard().press("Enter");
      MODEL.asked("chatty").says("Dark.").ends();
      assertThat(page.getByText("Dark.", new Page.GetByTextOptions().setExact(true))).isVisible();
    }
  }

  @Test
  void twoVersionsAnswerBesideEachOther() {
    try (var desk = new RefundDesk(this)) {
      desk.agent("twofold", "stage/twofold-1");
      desk.nextVersion("twofold", "stage/twofold-2");
      var page = page("/playground/twofold", operator());
      page.getByRole(AriaRole.BUTTON, named("Compare")).click();
      assertThat(page.getByLabel("Version on the right")).hasValue("1");

      say(page, "twofold", "Who are you?");
      MODEL.asked("twofold-2").says("The second").ends();
      MODEL.asked("twofold-1").says("The first").ends();

      assertThat(page.getByRole(AriaRole.LOG, named("Conversation"))).containsText("The second");
      assertThat(page.getByRole(AriaRole.LOG, named("Conversation on the right")))
          .containsText("The first");
      assertThat(page.getByRole(AriaRole.LINK, named("Trace"))).hasCount(2);
      seenAfter(page.getByRole(AriaRole.BUTTON, named("Send")), page, "talk-versions");

      // a new one begins with nothing of the old
      page.getByRole(AriaRole.BUTTON, named("New conversation")).click();
      assertThat(page.getByText("Say something")).hasCount(2);
      page.getByRole(AriaRole.BUTTON, named("Close this side")).click();
      say(page, "twofold", "And alone?");
      MODEL.asked("twofold-2").says("Just me").ends();
      assertThat(page.getByText("Just me")).isVisible();
    }
  }

  private static void say(Page page, String agent, String message) {
    var field = page.getByLabel("Message to Refunds " + agent);
    field.fill(message);
    assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
    field.press("Enter");
  }

  private static Locator call(Page page, String tool) {
    return page.getByRole(AriaRole.GROUP, named("Call of " + tool));
  }

  private static void seenAfter(Locator sign, Page page, String name) {
    assertThat(sign).isVisible();
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private static String addressOf(Page page) {
    return page.url().replaceFirst("^https?://[^/]+", "");
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
