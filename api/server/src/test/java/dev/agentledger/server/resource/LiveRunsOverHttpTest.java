package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Runs and approvals are seen as they go on. */
class LiveRunsOverHttpTest extends RunningLedger {

  private static final String RUNS = "/api/v1/runs";

  private WebTestClient operator() {
    return as("olga", "operator");
  }

  /** A run that waits for a person, of an agent of its own. */
  private String asking(String agent) {
    return run(
        agent,
        Map.of(
            "calls",
            new Object[] {Map.of("tool", "ask_human", "arguments", Map.of("question", "Now?"))}));
  }

  private String run(String agent, Map<String, Object> firstStep) {
    post(
            as("ada", "builder"),
            "/api/v1/agents",
            Map.of(
                "slug",
                agent,
                "name",
                agent,
                "kind",
                "context",
                "inputModes",
                new String[] {"text/plain"},
                "outputModes",
                new String[] {"text/plain"},
                "systemPrompt",
                "Ask.",
                "tools",
                new String[] {"ask_human"}))
        .expectStatus()
        .isCreated();
    var order =
        Map.of(
            "agent",
            agent,
            "version",
            "draft",
            "input",
            "Now?",
            "script",
            new Object[] {firstStep, Map.of("answer", "Then now.")});
    return bodyOf(post(operator(), RUNS, order)).path("runId").asText();
  }

  @Test
  void aListTellsOfRunsThatBeginGoOnAndLeaveIt() {
    // Given somebody who follows the runs that go on
    try (var events =
        EventReader.of(operator().get().uri(RUNS + "?agent=live-list&status=running"))) {
      assertThat(events.next().name()).isEqualTo("snapshot");

      // when one begins
      var run = run("live-list", Map.of("stall", 600_000));

      // then it is told of, until it belongs to the list no more.
      var changed = events.next();
      assertThat(changed.name()).isEqualTo("changed");
      assertThat(changed.json().path("runId").asText()).isEqualTo(run);
      assertThat(changed.json().has("input")).isFalse();
      post(operator(), RUNS + "/" + run + "/cancel").expectStatus().is2xxSuccessful();
      var last = events.next();
      while (last.name().equals("changed")) {
        last = events.next();
      }
      assertThat(last.name()).isEqualTo("left");
      assertThat(last.json().path("runId").asText()).isEqualTo(run);
    }
  }

  @Test
  void aListTellsNothingOfOtherRuns() {
    try (var events = EventReader.of(operator().get().uri(RUNS + "?agent=live-mine"))) {
      assertThat(events.next().name()).isEqualTo("snapshot");

      asking("live-other");
      var mine = asking("live-mine");

      assertThat(events.next().json().path("runId").asText()).isEqualTo(mine);
    }
  }

  @Test
  void aRunIsFollowedToItsEnd() {
    var run = asking("live-one");
    try (var events = EventReader.of(operator().get().uri(RUNS + "/" + run))) {
      assertThat(events.next().name()).isEqualTo("snapshot");

      post(operator(), RUNS + "/" + run + "/cancel").expectStatus().is2xxSuccessful();

      var told = events.rest();
      assertThat(told.getLast().name()).isEqualTo("changed");
      assertThat(told.getLast().json().path("status").asText()).isEqualTo("cancelled");
    }
    get(operator(), RUNS + "/run_00000000-0000-0000-0000-000000000000").expectStatus().isNotFound();
  }

  @Test
  void anApprovalTellsOfItsDecision() {
    var agent = caller("live-approval");
    drafted(agent);
    post(as("ada", "builder"), "/api/v1/agents/live-approval/promote").expectStatus().isAccepted();
    var approval =
        await()
            .until(
                () ->
                    bodyOf(get(operator(), "/api/v1/approvals?subject=live-approval"))
                        .at("/items/0/approvalId")
                        .asText(),
                found -> !found.isEmpty());
    var address = "/api/v1/approvals/" + approval;
    try (var events = EventReader.of(operator().get().uri(address))) {
      assertThat(events.next().json().path("status").asText()).isEqualTo("pending");

      post(as("grace", "approver"), address + "/approve").expectStatus().is2xxSuccessful();

      // The voice that was given is told of before what it decides.
      var told = events.next();
      while (told.json().path("status").asText().equals("pending")) {
        told = events.next();
      }
      assertThat(told.json().path("status").asText()).isEqualTo("approved");
    }
  }
}
