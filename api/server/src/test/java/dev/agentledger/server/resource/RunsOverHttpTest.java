package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Runs and the log: started, waited for, followed, audited. */
class RunsOverHttpTest extends RunningLedger {

  private static final String AGENTS = "/api/v1/agents";
  private static final String RUNS = "/api/v1/runs";
  private static final String LOG = "/api/v1/audit/events";

  @BeforeEach
  void anAgentIsInService() {
    var known = get(builder(), AGENTS + "/runner").returnResult(String.class).getStatus();
    if (known.value() == 404) {
      drafted(doubler("runner"));
      post(builder(), AGENTS + "/runner/promote").expectStatus().isAccepted();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(bodyOf(get(builder(), AGENTS + "/runner")).path("status").asText())
                    .isEqualTo("active"));
  }

  @Nested
  class Starting {

    @Test
    void answersAsSoonAsTheRequestIsDurable() {
      var answer =
          post(
              operator(),
              RUNS,
              Map.of("agent", "runner", "input", Map.of("n", 4), "labels", Map.of("team", "a")));

      var headers =
          answer
              .expectStatus()
              .isAccepted()
              .expectHeader()
              .exists(HttpHeaders.ETAG)
              .returnResult(String.class)
              .getResponseHeaders();
      get(operator(), headers.getLocation().toString())
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.mode")
          .isEqualTo("production")
          .jsonPath("$.requestedBy")
          .isEqualTo("olga");
    }

    @Test
    void waitsForTheEndWhenAskedTo() {
      var answer = waiting(Map.of("agent", "runner", "input", Map.of("n", 4)), "wait=30");

      answer
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("Preference-Applied", "wait=30")
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("completed")
          .jsonPath("$.output.twice")
          .isEqualTo(8);
    }

    @Test
    void showsTheEndThatItWaitedForToWhoeverReadsAtOnce() {
      for (var round = 0; round < 20; round++) {
        var run = finished();

        assertThat(bodyOf(get(operator(), RUNS + "/" + run)).path("status").asText())
            .isEqualTo("completed");
        assertThat(bodyOf(get(operator(), RUNS + "?limit=1")).at("/items/0/status").asText())
            .isEqualTo("completed");
        assertThat(bodyOf(get(operator(), RUNS + "/" + run + "/steps")).at("/items/0/status"))
            .hasToString("\"succeeded\"");
      }
    }

    @Test
    void isAcceptedWhenTheWaitIsOverFirst() {
      drafted(function("slow", "module.exports = () => { for (;;) {} };"));

      waiting(Map.of("agent", "slow", "version", "draft", "input", Map.of("n", 1)), "wait=1")
          .expectStatus()
          .isAccepted()
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("running")
          .jsonPath("$.mode")
          .isEqualTo("trial");
    }

    @Test
    void checksTheInput() {
      post(operator(), RUNS, Map.of("agent", "runner", "input", Map.of("n", "four")))
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.findings[0].pointer")
          .isEqualTo("/n");
    }

    @Test
    void needsAVersionInServiceOrOneByName() {
      drafted(doubler("never-promoted"));
      var order = Map.of("agent", "never-promoted", "input", Map.of("n", 1));

      post(operator(), RUNS, order)
          .expectStatus()
          .isEqualTo(409)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:wrong-state")
          .jsonPath("$.detail")
          .isEqualTo(
              "Agent never-promoted has no active version; promote one, or name the version to try");
      post(
              operator(),
              RUNS,
              Map.of("agent", "never-promoted", "version", 1, "input", Map.of("n", 1)))
          .expectStatus()
          .isAccepted()
          .expectBody()
          .jsonPath("$.mode")
          .isEqualTo("trial");
      post(operator(), RUNS, Map.of("agent", "nobody")).expectStatus().isNotFound();
      post(builder(), AGENTS + "/never-promoted/archive").expectStatus().isOk();
      post(operator(), RUNS, order).expectStatus().isEqualTo(409);
    }

    @Test
    void asADryRunRecordsNothing() {
      post(
              operator(),
              RUNS + "?dryRun=true",
              Map.of("agent", "runner", "input", Map.of("n", 1), "labels", Map.of("dry", "run")))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.facts[0].contract")
          .isEqualTo("run.requested");
      assertThat(bodyOf(get(operator(), RUNS + "?label=dry:run")).path("items")).isEmpty();
    }

    @Test
    void twiceUnderOneIdempotencyKeyIsOneRun() {
      var order = Map.of("agent", "runner", "input", Map.of("n", 5), "labels", Map.of("once", "1"));

      var first = bodyOf(keyed(order, "only-once"));
      var second = bodyOf(keyed(order, "only-once"));

      assertThat(second.path("runId")).isEqualTo(first.path("runId"));
      assertThat(bodyOf(get(operator(), RUNS + "?label=once:1")).path("items")).hasSize(1);
    }

    @Test
    void namesTheMemberThatIsWrong() {
      post(operator(), RUNS, Map.of("agnet", "runner", "agent", "runner"))
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.pointer")
          .isEqualTo("/agnet");
      post(operator(), RUNS, Map.of("input", 1))
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("agent is required");
    }

    private WebTestClient.ResponseSpec keyed(Map<String, ?> order, String key) {
      return operator()
          .post()
          .uri(RUNS)
          .header("Idempotency-Key", key)
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(order)
          .exchange();
    }
  }

  @Nested
  class Following {

    @Test
    void givesEveryEventThenDoneThenCloses() {
      var run = finished();

      try (var events = EventReader.of(operator().get().uri(eventsOf(run)))) {
        var all = events.rest();

        assertThat(all.stream().map(EventReader.Event::name))
            .startsWith("run.requested", "run.code-invoked")
            .endsWith("run.completed", "done");
        var ids = all.stream().map(EventReader.Event::id).filter(id -> id != null).toList();
        assertThat(ids).hasSize(all.size() - 1).startsWith("0", "1");
        assertThat(all.getFirst().json().at("/payload/input/n").asInt()).isEqualTo(3);
        assertThat(all.getFirst().json().at("/envelope/actor").asText()).isEqualTo("olga");
        assertThat(all.getLast().json()).isEqualTo(json("{\"status\":\"completed\"}"));
      }
    }

    @Test
    void resumesExactlyAfterTheLastEventThatWasSeen() {
      var run = finished();

      try (var byHeader =
              EventReader.of(operator().get().uri(eventsOf(run)).header("Last-Event-ID", "0"));
          var byParameter = EventReader.of(operator().get().uri(eventsOf(run) + "?after=0"))) {
        assertThat(byHeader.rest().getFirst().id()).isEqualTo("1");
        assertThat(byParameter.rest().getFirst().id()).isEqualTo("1");
      }
    }

    @Test
    void afterTheEndIsDoneAtOnce() {
      var run = finished();
      var last = bodyOf(get(operator(), eventsOf(run))).path("items").size() - 1;

      try (var events = EventReader.of(operator().get().uri(eventsOf(run) + "?after=" + last))) {
        assertThat(events.rest())
            .singleElement()
            .satisfies(event -> assertThat(event.name()).isEqualTo("done"));
      }
    }

    @Test
    void showsSignsOfLifeAndEndsWithTheRun() {
      drafted(function("endless", "module.exports = () => { for (;;) {} };"));
      var run =
          bodyOf(
                  post(
                      operator(),
                      RUNS,
                      Map.of("agent", "endless", "version", "latest", "input", Map.of("n", 1))))
              .path("runId")
              .asText();

      try (var events = EventReader.of(operator().get().uri(eventsOf(run)))) {
        assertThat(events.next().name()).isEqualTo("run.requested");
        assertThat(events.next().name()).isEqualTo("run.code-invoked");
        events.waitForComment("heartbeat");

        post(operator(), RUNS + "/" + run + "/cancel", Map.of("reason", "Enough"))
            .expectStatus()
            .isOk();
        assertThat(events.rest().getLast().json().path("status").asText()).isEqualTo("cancelled");
      }
    }

    @Test
    void asAPageGoesOnWhereItStopped() {
      var run = finished();

      var first = bodyOf(get(operator(), eventsOf(run) + "?limit=2"));
      var next = first.path("next").asText();
      var second = bodyOf(get(operator(), eventsOf(run) + "?after=" + next));

      assertThat(first.path("items")).hasSize(2);
      assertThat(next).isEqualTo("1");
      assertThat(second.at("/items/0/sequence").asInt()).isEqualTo(2);
      assertThat(second.has("next")).isFalse();
    }

    @Test
    void ofNothingIsNotFoundBeforeTheStreamBegins() {
      operator()
          .get()
          .uri(eventsOf("run_unknown"))
          .accept(MediaType.TEXT_EVENT_STREAM)
          .exchange()
          .expectStatus()
          .isNotFound()
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON);
      operator()
          .get()
          .uri(eventsOf(finished()))
          .header("Last-Event-ID", "yesterday")
          .accept(MediaType.TEXT_EVENT_STREAM)
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.parameter")
          .isEqualTo("Last-Event-ID");
    }
  }

  @Nested
  class Steps {

    @Test
    void areListedWithTheirTimes() {
      var run = finished();

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  get(operator(), RUNS + "/" + run + "/steps")
                      .expectStatus()
                      .isOk()
                      .expectBody()
                      .jsonPath("$.items.length()")
                      .isEqualTo(1)
                      .jsonPath("$.items[0].type")
                      .isEqualTo("code")
                      .jsonPath("$.items[0].status")
                      .isEqualTo("succeeded")
                      .jsonPath("$.items[0].endedAt")
                      .exists());
      get(operator(), RUNS + "/run_unknown/steps").expectStatus().isNotFound();
    }

    @Test
    void countInTheRunsUsage() {
      var usage = bodyOf(get(operator(), RUNS + "/" + finished())).path("usage");

      assertThat(usage.path("steps").asInt()).isEqualTo(1);
      assertThat(usage.path("cost").asText()).isEqualTo("0.00");
      assertThat(usage.path("costComplete").asBoolean()).isTrue();
    }
  }

  @Nested
  class Listing {

    @Test
    void filtersByKindAndWhetherACallWaits() {
      var run = finished();

      assertThat(bodyOf(get(operator(), RUNS + "?kind=function&waiting=false")).path("items"))
          .anyMatch(item -> item.path("runId").asText().equals(run));
      assertThat(bodyOf(get(operator(), RUNS + "?agent=runner&waiting=true")).path("items"))
          .isEmpty();
      assertThat(bodyOf(get(operator(), RUNS + "?parent=" + run)).path("items")).isEmpty();
      assertThat(bodyOf(get(operator(), RUNS + "?agent=runner&status=suspended")).path("items"))
          .isEmpty();
    }

    @Test
    void filtersByAllLabels() {
      waiting(
          Map.of(
              "agent", "runner",
              "input", Map.of("n", 1),
              "labels", Map.of("colour", "red", "size", "s")),
          "wait=20");

      var both = bodyOf(get(operator(), RUNS + "?agent=runner&label=colour:red&label=size:s"));
      var other = bodyOf(get(operator(), RUNS + "?label=colour:red&label=size:m"));

      assertThat(both.path("items")).hasSize(1);
      assertThat(other.path("items")).isEmpty();
      get(operator(), RUNS + "?label=colour")
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("label: 'colour' is not of the form key:value");
    }
  }

  @Nested
  class Auditing {

    @Test
    void isForAuditors() {
      get(operator(), LOG).expectStatus().isForbidden();
    }

    @Test
    void readsTheLogInPages() {
      finished();

      var first = bodyOf(get(auditor(), LOG + "?limit=3"));
      var second = bodyOf(get(auditor(), LOG + "?limit=3&after=" + first.path("next").asText()));

      assertThat(first.path("items")).hasSize(3);
      assertThat(second.at("/items/0/position").asLong())
          .isGreaterThan(first.at("/items/2/position").asLong());
    }

    @Test
    void filtersByWhoWhatAndWhere() {
      var run = finished();

      var ofRun = bodyOf(get(auditor(), LOG + "?limit=200&run=" + run));
      var ofActor = bodyOf(get(auditor(), LOG + "?actor=olga&contract=run.requested&run=" + run));
      var ofAgent = bodyOf(get(auditor(), LOG + "?agent=runner&contract=agent.activated"));
      var agentId = bodyOf(get(builder(), AGENTS + "/runner")).path("agentId").asText();
      var ofStream = bodyOf(get(auditor(), LOG + "?limit=200&stream=" + agentId + "&run=" + run));

      assertThat(ofRun.path("items").findValuesAsText("contract"))
          .startsWith("run.requested")
          .endsWith("run.completed");
      assertThat(ofActor.path("items")).hasSize(1);
      assertThat(ofAgent.path("items")).hasSize(1);
      assertThat(ofStream.path("items").findValuesAsText("streamId")).containsOnly(agentId);
      get(auditor(), LOG + "?from=yesterday")
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.parameter")
          .isEqualTo("from");
    }

    @Test
    void exportsOneEventOnALine() {
      var run = finished();

      var lines =
          new String(
                  auditor()
                      .get()
                      .uri(LOG + "?run=" + run)
                      .accept(MediaType.APPLICATION_NDJSON)
                      .exchange()
                      .expectStatus()
                      .isOk()
                      .expectHeader()
                      .contentTypeCompatibleWith(MediaType.APPLICATION_NDJSON)
                      .expectBody()
                      .returnResult()
                      .getResponseBodyContent())
              .lines()
              .map(RunningLedger::json)
              .toList();

      assertThat(lines.getFirst().path("contract").asText()).isEqualTo("run.requested");
      assertThat(lines.getLast().path("contract").asText()).isEqualTo("run.completed");
    }

    @Test
    void replaysThenFollows() {
      var before = finished();
      var position =
          bodyOf(get(auditor(), LOG + "?contract=run.completed&run=" + before))
              .at("/items/0/position")
              .asText();

      try (var events =
          EventReader.of(
              auditor().get().uri(LOG + "?contract=run.completed&fromPosition=" + position))) {
        assertThat(events.next().id()).isEqualTo(position);

        var later = finished();
        assertThat(events.next().json().path("streamId").asText()).isEqualTo(later);
      }
    }
  }

  private WebTestClient operator() {
    return as("olga", "operator");
  }

  private WebTestClient auditor() {
    return as("axel", "auditor");
  }

  private WebTestClient.ResponseSpec waiting(Map<String, ?> order, String preference) {
    return operator()
        .post()
        .uri(RUNS)
        .header("Prefer", preference)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(order)
        .exchange();
  }

  /** The id of a run that came to its end. */
  private String finished() {
    JsonNode run =
        bodyOf(
            waiting(Map.of("agent", "runner", "input", Map.of("n", 3)), "wait=30")
                .expectStatus()
                .isOk());
    return run.path("runId").asText();
  }

  private static String eventsOf(String run) {
    return RUNS + "/" + run + "/events";
  }
}
