package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Agents direct agents, but neither without end nor in a circle. */
class NestedRunsOverHttpTest extends TalkingLedger {

  private static final String RUNS = "/api/v1/runs";

  private static Map<String, Object> director(String slug, String... members) {
    var definition = new HashMap<>(talker(slug));
    definition.put("kind", "orchestrator");
    definition.put("members", List.of(members));
    return definition;
  }

  /** The rehearsal calls each tool that it is offered once. */
  private JsonNode ran(String agent, String version) {
    return bodyOf(
        operator()
            .post()
            .uri(RUNS)
            .header("Prefer", "wait=30")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(Map.of("agent", agent, "version", version, "input", "Go"))
            .exchange());
  }

  private List<JsonNode> payloads(String run, String contract) {
    var found = new ArrayList<JsonNode>();
    for (var event :
        bodyOf(get(operator(), RUNS + "/" + run + "/events?limit=200")).path("items")) {
      if (event.path("contract").asText().equals(contract)) {
        found.add(event.path("payload"));
      }
    }
    return found;
  }

  @Test
  void runsAreNestedFiveDeepAndNoDeeper() {
    inService(talker("nest-6"));
    for (var number = 5; number >= 0; number--) {
      inService(director("nest-" + number, "nest-" + (number + 1)));
    }

    var run = ran("nest-0", "active");

    assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("completed");
    var current = run.path("runId").asText();
    for (var depth = 1; depth <= 5; depth++) {
      current = payloads(current, "run.tool-call-intended").getFirst().path("childRunId").asText();
      var child = bodyOf(get(operator(), RUNS + "/" + current));
      assertThat(child.path("agentSlug").asText()).isEqualTo("nest-" + depth);
      assertThat(child.at("/parent/depth").asInt()).isEqualTo(depth);
      assertThat(child.path("status").asText()).isEqualTo("completed");
    }
    assertThat(payloads(current, "run.tool-call-intended")).isEmpty();
    assertThat(payloads(current, "run.tool-call-refused"))
        .extracting(refused -> refused.path("reason").asText())
        .containsExactly("Runs are nested 5 deep already, which is as deep as they may be");
    assertThat(bodyOf(get(operator(), RUNS + "?agent=nest-6")).path("items")).isEmpty();
  }

  @Test
  void anAgentThatDirectsARunIsNotCalledInIt() {
    inService(talker("round-leaf"));
    inService(director("round-first", "round-leaf"));
    inService(director("round-second", "round-first"));

    var circle = director("round-first", "round-leaf", "round-second");
    var findings = bodyOf(post(builder(), AGENTS + "/validate", circle)).path("findings");
    assertThat(findings.findValuesAsText("rule")).contains("orchestrator.no-cycle");
    builder()
        .patch()
        .uri(AGENTS + "/round-first")
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue(Map.of("members", List.of("round-leaf", "round-second")))
        .exchange()
        .expectStatus()
        .isOk();
    post(builder(), AGENTS + "/round-first/promote").expectStatus().isEqualTo(422);

    var run = ran("round-first", "draft");

    assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("completed");
    var second =
        payloads(run.path("runId").asText(), "run.tool-call-intended").stream()
            .filter(call -> call.path("tool").asText().equals("round_second"))
            .findFirst()
            .orElseThrow()
            .path("childRunId")
            .asText();
    assertThat(payloads(second, "run.tool-call-intended")).isEmpty();
    assertThat(payloads(second, "run.tool-call-refused"))
        .extracting(refused -> refused.path("reason").asText())
        .containsExactly("The agent round_first directs this run, so it cannot be called in it");
  }
}
