package dev.agentledger.server.program;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.agentledger.server.console.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages outlive the program that they follow. */
class ConsoleReconnectIT {

  /** Longer than a page ever waits before it tries again. */
  private static final double PATIENCE_MILLIS = 60_000;

  private static final String ASKING =
      """
      {
        "slug": "asking",
        "name": "Asking",
        "kind": "context",
        "inputModes": ["text/plain"],
        "outputModes": ["text/plain"],
        "systemPrompt": "Ask.",
        "model": {"name": "rehearsal/rehearsal"},
        "tools": ["ask_human"]
      }
      """;

  private static final String RUN =
      """
      {
        "agent": "asking",
        "version": "draft",
        "input": "Begin",
        "script": [
          {"calls": [{"tool": "ask_human", "arguments": {"question": "Now?"}}]},
          {"answer": "Then now."}
        ]
      }
      """;

  @TempDir Path home;

  @Test
  void pagesGoOnAfterAKillWithoutAReloadAndShowWhatHappenedMeanwhile() {
    assumeFalse(Chromium.isUnwanted(), "No browser is wanted");
    try (var program = new Program(home).start();
        var chromium = Chromium.start();
        var context = chromium.browser().newContext()) {
      // given somebody who follows the agents, and a run that rests
      program.post("/api/v1/agents", ASKING);
      var run = program.post("/api/v1/runs", RUN).path("runId").asText();
      var agents = opened(context, program.url() + "/agents");
      var steps = opened(context, program.url() + "/runs/" + run);
      assertThat(agents.getByText("Live", exactly())).isVisible(patiently());
      assertThat(steps.getByText("It rests since")).isVisible(patiently());
      assertThat(steps.getByText("Live", exactly())).isVisible();

      // when the program is killed, then both say so
      program.kill();
      assertThat(agents.getByText("Reconnecting")).isVisible(patiently());
      assertThat(steps.getByText("Reconnecting")).isVisible(patiently());

      // when it is started again, and something happens before they hear of it
      context.setOffline(true);
      program.start();
      program.post("/api/v1/agents", Runs.ECHO);
      program.post("/api/v1/runs/" + run + "/questions/call_1_1/answer", "{\"answer\": \"Yes\"}");
      context.setOffline(false);

      // then they show it by themselves
      assertThat(agents.getByText("Live", exactly())).isVisible(patiently());
      assertThat(agents.getByRole(AriaRole.LINK, named("Echo echo"))).isVisible(patiently());
      assertThat(steps.getByText("Completed").first()).isVisible(patiently());
      assertThat(steps.getByRole(AriaRole.LIST, named("Steps")).getByRole(AriaRole.LISTITEM))
          .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
      assertThat(agents.evaluate("window.openedOnce")).isEqualTo(true);
      assertThat(steps.evaluate("window.openedOnce")).isEqualTo(true);
    }
  }

  /** A page for the administrator, which forgets that it was opened if it is loaded again. */
  private static Page opened(BrowserContext context, String address) {
    var page = context.newPage();
    page.navigate(address);
    page.getByLabel("API key").fill(Program.ADMIN_KEY);
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    page.evaluate("window.openedOnce = true");
    return page;
  }

  private static LocatorAssertions.IsVisibleOptions patiently() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }
}
