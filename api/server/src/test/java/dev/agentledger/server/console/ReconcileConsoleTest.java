package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Reconcile: whoever operates says what became of calls that never answered. */
class ReconcileConsoleTest extends ConsoleLedger {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aCallIsSettledAsDoneAsFailedOrSentAgain() {
    try (var desk = new RefundDesk(this)) {
      desk.cutTool("refund_cut");
      desk.agent("cut-off", "rehearsal/rehearsal", "refund_cut");
      var run = desk.run("cut-off", "refund_cut", 1);
      desk.run("cut-off", "refund_cut", 2);
      desk.run("cut-off", "refund_cut", 3);
      var olga = page("/reconcile", operator());
      var calls = olga.getByRole(AriaRole.TABLE, named("Calls with an unknown outcome"));
      assertThat(row(calls, 1)).isVisible();
      assertThat(row(calls, 2)).isVisible();
      assertThat(row(calls, 3)).isVisible();
      seen(olga, "reconcile");

      // who may not settle sees why
      row(calls, 1).getByRole(AriaRole.LINK).click();
      assertThat(olga.getByText("Did refund_cut take effect?")).isVisible();
      var address = olga.url().replaceFirst("^https?://[^/]+", "");
      var vic = page(address, key("vic", "viewer"));
      var settle = vic.getByRole(AriaRole.BUTTON, named("Settle"));
      assertThat(settle).isDisabled();
      settle.focus();
      assertThat(vic.getByRole(AriaRole.TOOLTIP)).containsText("Needs the role operator");

      // it took effect: she gives the result, which must be one of the tool
      assertThat(olga.getByText("POST http://127.0.0.1")).isVisible();
      assertThat(argumentsOn(olga)).containsText("\"order\": 1");
      olga.getByLabel("It took effect").check();
      var result = olga.getByRole(AriaRole.TEXTBOX, named("Result"));
      result.fill("{\"refunded\": \"perhaps\"}");
      assertThat(olga.getByRole(AriaRole.ALERT)).containsText("/refunded");
      assertThat(olga.getByRole(AriaRole.BUTTON, named("Settle as done"))).isDisabled();
      seen(olga, "reconcile-call");
      olga.reload();
      assertThat(result).containsText("perhaps");
      result.fill("{\"refunded\": true}");
      assertThat(olga.getByRole(AriaRole.ALERT)).hasCount(0);
      confirmed(olga, "Settle as done", "The result is recorded under your name");
      assertThat(vic.getByText("Nobody needs to settle this any more")).isVisible();

      assertThat(argumentsOn(olga)).not().containsText("\"order\": 1");

      // another came by itself; she has one sent again
      open(olga, 2);
      olga.getByLabel("It did not; send it again").check();
      olga.getByLabel("Comment").fill("It is not in the books");
      confirmed(olga, "Send again", "refund_cut is called again");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(desk.received()).containsOnlyOnce(cut(1), cut(3)).hasSize(4));

      // the last counts as failed, of which the model is told
      open(olga, 3);
      olga.getByLabel("Count it as failed").check();
      confirmed(olga, "Count as failed", "The model is told that the call failed");

      olga.navigate(olga.url().replaceFirst("/reconcile.*", "/runs/" + run));
      assertThat(olga.getByText("Completed").first()).isVisible();
    }
  }

  /** Settles what is chosen, and is asked before. */
  private static void confirmed(Page page, String action, String consequence) {
    page.getByRole(AriaRole.BUTTON, named(action)).click();
    var question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText(consequence);
    question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action)).click();
    assertThat(page.getByText("Settled; the run goes on").first()).isVisible();
    assertThat(question).hasCount(0);
  }

  private static void open(Page page, int order) {
    page.getByRole(AriaRole.LINK, named("Reconcile")).last().click();
    row(page.getByRole(AriaRole.TABLE, named("Calls with an unknown outcome")), order)
        .getByRole(AriaRole.LINK)
        .click();
    assertThat(argumentsOn(page)).containsText("\"order\": " + order);
  }

  private static Locator argumentsOn(Page page) {
    return page.getByRole(AriaRole.TEXTBOX, named("Arguments"));
  }

  private static Locator row(Locator calls, int order) {
    return calls
        .getByRole(AriaRole.ROW)
        .filter(
            new Locator.FilterOptions().setHasText("refund_cut{\"order\":%d}".formatted(order)));
  }

  private static String cut(int order) {
    return "/cut {\"order\":%d}".formatted(order);
  }

  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }
}
