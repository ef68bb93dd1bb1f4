package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Approvals: seen, judged by their evidence and decided, by somebody else than who asked. */
class ApprovalsConsoleTest extends ConsoleLedger {

  private static final Pattern AN_APPROVAL = Pattern.compile("/approvals/apr_");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void callsAreDecidedByKeyboardOneAfterTheOther() {
    try (var desk = new RefundDesk(this)) {
      desk.heldTool("refund_keys", "operator");
      desk.agent("refunds-by-keys", "rehearsal/rehearsal", "refund_keys");
      var iris = page("/approvals", key("iris", "operator"));
      assertThat(iris.getByText("Nothing waits for you")).isVisible();

      // calls come up as they are held
      for (var order : List.of(7, 8, 9)) {
        desk.run("refunds-by-keys", "refund_keys", order);
        assertThat(row(iris, "{\"order\":%d}".formatted(order))).isVisible();
      }
      seen(iris, "approvals");

      // she opens the newest, of which she sees all; olga, who asked, sees that she cannot decide
      iris.keyboard().press("j");
      iris.keyboard().press("Enter");
      iris.waitForURL(AN_APPROVAL);
      assertThat(argumentsOn(iris)).containsText("\"order\": 9");
      seen(iris, "approval-call");
      var olga = page(pathOf(iris), operator());
      assertThat(olga.getByText("You asked for this decision, so somebody else takes it."))
          .isVisible();
      assertThat(olga.getByRole(AriaRole.BUTTON, named("Approve"))).isDisabled();

      // she approves; olga sees it at once, the call is made, and the next one is there
      iris.keyboard().press("a");
      assertThat(olga.getByText("Approved by iris")).isVisible();
      assertThat(argumentsOn(iris)).containsText("\"order\": 8");
      await().atMost(PATIENCE).until(() -> desk.received().contains("/refund {\"order\":9}"));

      // she rejects that, and says why
      iris.keyboard().press("r");
      var question = iris.getByRole(AriaRole.ALERTDIALOG);
      question.getByRole(AriaRole.BUTTON, in("Reject")).click();
      assertThat(question.getByText("A rejection says why")).isVisible();
      question.getByLabel("Comment").press("O");
      iris.keyboard().type("rder 8 was never paid");
      iris.keyboard().press("Tab");
      iris.keyboard().press("Tab");
      iris.keyboard().press("Enter");

      // she changes what the last one is called with
      assertThat(argumentsOn(iris)).containsText("\"order\": 7");
      iris.keyboard().press("e");
      var amending = iris.getByRole(AriaRole.DIALOG);
      var written = amending.getByRole(AriaRole.TEXTBOX, in("Arguments"));
      written.fill("{\"order\": \"seventy\"}");
      assertThat(amending.getByRole(AriaRole.ALERT)).containsText("/order");
      var approve = amending.getByRole(AriaRole.BUTTON, in("Approve with these arguments"));
      assertThat(approve).isDisabled();
      seen(iris, "approval-amend");
      written.fill("{\"order\": 70}");
      assertThat(amending.getByRole(AriaRole.ALERT)).hasCount(0);
      approve.click();
      assertThat(iris.getByText("Approved by iris, with other arguments")).isVisible();
      assertThat(iris.getByText("Nothing else waits for you.")).isVisible();
      await().atMost(PATIENCE).until(() -> desk.received().contains("/refund {\"order\":70}"));
      assertThat(desk.received()).hasSize(2);

      // what was decided stays
      iris.getByRole(AriaRole.LINK, named("Approvals")).last().click();
      iris.getByRole(AriaRole.LINK, named("Decided")).click();
      row(iris, "{\"order\":8}").getByRole(AriaRole.LINK).click();
      assertThat(iris.getByText("Rejected by iris")).isVisible();
      assertThat(iris.getByText("Order 8 was never paid").first()).isVisible();
    }
  }

  @Test
  void aPromotionIsJudgedByItsEvidenceAndDecidedBySomebodyElse() {
    promotedOnceAndAskedForAgain("judged");

    // ada sees why it is not hers to decide, by mouse or by key
    var ada = page("/approvals?tab=all&status=pending&subject=judged", builder());
    row(ada, "Promote version 2 of judged").getByRole(AriaRole.LINK).click();
    assertThat(ada.getByText("Four eyes: somebody else decides this")).isVisible();
    var approve = ada.getByRole(AriaRole.BUTTON, named("Approve"));
    assertThat(approve).isDisabled();
    approve.focus();
    assertThat(ada.getByRole(AriaRole.TOOLTIP)).containsText("You asked for this decision");
    ada.keyboard().press("a");
    seen(ada, "approval-four-eyes");
    assertThat(ada.getByText("0 of 1")).isVisible();

    // grace sees what changes and what is known about it
    var grace = page(pathOf(ada), approver());
    assertThat(grace.getByText("Version 1 serves; version 2 would.")).isVisible();
    assertThat(grace.getByRole(AriaRole.REGION, named("What differs from version 1 to version 2")))
        .containsText("/code");
    seen(grace, "approval-promotion");
    grace.getByRole(AriaRole.LINK, named("Evidence")).click();
    assertThat(part(grace, "Validation")).containsText("No error");
    assertThat(part(grace, "Dry run")).containsText("Passed");
    assertThat(part(grace, "Policy")).containsText("version 1 of the promotion policy");
    assertThat(part(grace, "Cost"))
        .containsText(Pattern.compile("Version 1, which serves:\\s*no run has ended yet"));
    seen(grace, "approval-evidence");

    grace.getByRole(AriaRole.BUTTON, named("Approve")).click();

    // ada's page follows
    assertThat(ada.getByText("Approved by grace")).isVisible();
    assertThat(approve).hasCount(0);
  }

  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private static Locator row(Page page, String text) {
    return page.getByRole(AriaRole.TABLE, named("Approvals"))
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  private static Locator argumentsOn(Page page) {
    return page.getByRole(AriaRole.TEXTBOX, named("Arguments of refund_keys"));
  }

  private static Locator part(Page page, String title) {
    return page.getByRole(AriaRole.REGION, named(title));
  }

  private static String pathOf(Page page) {
    return page.url().replaceFirst("^https?://[^/]+", "").replaceFirst("\\?.*", "");
  }

  private void promotedOnceAndAskedForAgain(String slug) {
    api(builder())
        .post()
        .uri("/api/v1/agents")
        .bodyValue(
            Map.of(
                "slug",
                slug,
                "name",
                "Link finder",
                "kind",
                "function",
                "inputModes",
                List.of("application/json"),
                "outputModes",
                List.of("application/json"),
                "inputSchema",
                Map.of("type", "object"),
                "code",
                "module.exports = async () => ({ links: ['http://a.example'] });\n"))
        .exchange()
        .expectStatus()
        .isCreated();
    promote(slug);
    api(approver())
        .post()
        .uri("/api/v1/approvals/%s/approve".formatted(pending(slug)))
        .bodyValue(Map.of())
        .exchange()
        .expectStatus()
        .isOk();
    await().atMost(PATIENCE).until(() -> read("/api/v1/agents/" + slug).contains("\"active\":{"));
    api(builder())
        .patch()
        .uri("/api/v1/agents/" + slug)
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue(Map.of("code", "module.exports = async () => ({ links: ['http://b'] });\n"))
        .exchange()
        .expectStatus()
        .isOk();
    promote(slug);
    pending(slug);
  }

  private void promote(String slug) {
    api(builder())
        .post()
        .uri("/api/v1/agents/%s/promote".formatted(slug))
        .exchange()
        .expectStatus()
        .isAccepted();
  }

  /** The approval that waits for a decision about the agent, as soon as there is one. */
  private String pending(String slug) {
    var id = Pattern.compile("\"approvalId\":\"([^\"]+)\"");
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                id.matcher(read("/api/v1/approvals?status=pending&subject=" + slug))
                    .results()
                    .map(found -> found.group(1))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private String read(String path) {
    return String.valueOf(
        api(approver())
            .get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody());
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
