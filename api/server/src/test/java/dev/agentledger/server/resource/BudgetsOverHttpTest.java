package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.money.Admission;
import dev.agentledger.saga.money.Admission.Granted;
import dev.agentledger.saga.money.Admission.Refused;
import dev.agentledger.saga.money.Spending;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Budgets as people set them and as workers keep to them. */
class BudgetsOverHttpTest extends RunningLedger {

  private static final String BUDGETS = "/api/v1/budgets";
  private static final Envelope WORKER = Envelope.ofSystem("default", "run-worker");
  private static final AgentId WRITER = AgentId.of("default", "writer");

  @Autowired private Spending spending;

  @AfterEach
  void removeBudgets() {
    bodyOf(get(admin(), BUDGETS)).path("items").findValuesAsText("name").forEach(this::remove);
  }

  @Nested
  class ABudget {

    @Test
    void isSetReadChangedAndRemoved() {
      var set =
          bodyOf(
              put(admin(), BUDGETS + "/monthly", budget("project", "month", "100"), null)
                  .expectStatus()
                  .isOk()
                  .expectHeader()
                  .exists(HttpHeaders.ETAG));

      assertThat(set.path("cap").asText()).isEqualTo("100.00");
      assertThat(set.path("atCap").asText()).isEqualTo("suspend");
      assertThat(set.at("/use/spent").asText()).isEqualTo("0.00");
      assertThat(set.at("/use/remaining").asText()).isEqualTo("100.00");
      assertThat(bodyOf(get(as("vera", "viewer"), BUDGETS + "/monthly"))).isEqualTo(set);
      assertThat(bodyOf(get(as("vera", "viewer"), BUDGETS)).at("/items/0")).isEqualTo(set);

      admin()
          .delete()
          .uri(BUDGETS + "/monthly?reason=Over")
          .exchange()
          .expectStatus()
          .isNoContent();
      problem(get(admin(), BUDGETS + "/monthly"), 404, "not-found");
      problem(admin().delete().uri(BUDGETS + "/monthly").exchange(), 404, "not-found");
    }

    @Test
    void isForAdministratorsToSet() {
      put(builder(), BUDGETS + "/mine", budget("project", "month", "100"), null)
          .expectStatus()
          .isForbidden();
      builder().delete().uri(BUDGETS + "/mine").exchange().expectStatus().isForbidden();
    }

    @Test
    void limitsAnAgentThatThereIsByIdOrSlug() {
      drafted(doubler("limited"));
      var id = AgentId.of("default", "limited");

      for (var name : List.of("limited", id.value())) {
        assertThat(
                bodyOf(
                        put(
                            admin(),
                            BUDGETS + "/of-agent",
                            budget("agent:" + name, "day", "1"),
                            null))
                    .path("scope")
                    .asText())
            .isEqualTo("agent:" + id);
      }
      problem(
          put(admin(), BUDGETS + "/of-nobody", budget("agent:nobody", "day", "1"), null),
          422,
          "invalid");
    }

    @Test
    void saysWhatIsWrongWithIt() {
      problem(put(admin(), BUDGETS + "/x", budget("team:a", "day", "1"), null), 422, "invalid");
      problem(put(admin(), BUDGETS + "/x", budget("user:", "day", "1"), null), 422, "invalid");
      problem(put(admin(), BUDGETS + "/x", budget("project", "day", "0"), null), 422, "invalid");
      problem(put(admin(), BUDGETS + "/X_1", budget("project", "day", "1"), null), 422, "invalid");
      problem(put(admin(), BUDGETS + "/x", budget("project", "week", "1"), null), 400, null);
    }

    @Test
    void asADryRunRecordsNothing() {
      var dry =
          bodyOf(put(admin(), BUDGETS + "/dry?dryRun=true", budget("project", "day", "1"), null));

      assertThat(dry.at("/facts/0/contract").asText()).isEqualTo("budget.set");
      problem(get(admin(), BUDGETS + "/dry"), 404, "not-found");
    }

    @Test
    void isChangedUnderTheVersionThatWasReadWhateverIsSpentMeanwhile() {
      put(admin(), BUDGETS + "/seen", budget("project", "day", "1"), null);
      var tag = tagOf("/seen");
      spending.settle(granted(reserve("run_seen", 1_000)), 900, WORKER);

      put(admin(), BUDGETS + "/seen", budget("project", "day", "2"), tag).expectStatus().isOk();
      problem(
          put(admin(), BUDGETS + "/seen", budget("project", "day", "3"), tag),
          412,
          "version-mismatch");
    }

    @Test
    void isFollowedWhileItIsUsed() {
      put(admin(), BUDGETS + "/followed", budget("project", "day", "1"), null);

      try (var events = EventReader.of(as("vera", "viewer").get().uri(BUDGETS))) {
        assertThat(events.next().name()).isEqualTo("snapshot");
        var granted = granted(reserve("run_followed", 400_000));
        var changed = events.next();
        assertThat(changed.name()).isEqualTo("changed");
        assertThat(changed.json().at("/items/0/use/reserved").asText()).isEqualTo("0.40");
        spending.release(granted, WORKER);
        assertThat(events.next().json().at("/items/0/use/reserved").asText()).isEqualTo("0.00");
      }
    }
  }

  @Nested
  class Spent {

    @Test
    void byManyAtOnceIsWhatTheCapAllows() throws Exception {
      put(admin(), BUDGETS + "/shared", budget("project", "day", "0.60"), null);

      var admissions = atOnce(100, number -> reserve("run_" + number, 10_000));
      var granted =
          admissions.stream().filter(Granted.class::isInstance).map(Granted.class::cast).toList();
      atOnce(
          granted.size(),
          number -> {
            spending.settle(granted.get(number), 10_000, WORKER);
            return number;
          });

      assertThat(granted).hasSize(60).allMatch(Granted::recorded);
      assertThat(admissions)
          .filteredOn(Refused.class::isInstance)
          .hasSize(40)
          .allSatisfy(
              refused -> {
                assertThat(((Refused) refused).suspend()).isTrue();
                assertThat(((Refused) refused).budget()).isEqualTo("shared");
              });
      var use = bodyOf(get(admin(), BUDGETS + "/shared?after=" + head())).path("use");
      assertThat(use.path("spent").asText()).isEqualTo("0.60");
      assertThat(use.path("reserved").asText()).isEqualTo("0.00");
      assertThat(use.path("exhausted").asBoolean()).isTrue();
      assertThat(use.path("alerts").toString()).isEqualTo("[80,90,100]");
    }

    @Test
    void budgetsLetNoNewRunBeginAndSayUntilWhen() {
      drafted(doubler("poor"));
      put(admin(), BUDGETS + "/tiny", budget("user:ada", "month", "0.000001"), null);
      spending.settle(granted(reserve("run_tiny", 1)), 1, WORKER);
      get(admin(), BUDGETS + "?after=" + head()).expectStatus().isOk();

      var refused =
          problem(
              post(
                  builder(),
                  "/api/v1/runs",
                  Map.of("agent", "poor", "version", "draft", "input", Map.of("n", 1))),
              402,
              "budget-exhausted");

      assertThat(refused.path("detail").asText())
          .startsWith("Budget tiny of 0.000001 US dollars for 20")
          .contains("raise its cap");
      assertThat(refused.at("/budgets/0").asText()).isEqualTo("tiny");
      assertThat(refused.path("periodEnds").asText()).endsWith("T00:00:00Z");
      remove("tiny");
      post(
              builder(),
              "/api/v1/runs",
              Map.of("agent", "poor", "version", "draft", "input", Map.of("n", 1)))
          .expectStatus()
          .isAccepted();
    }

    @Test
    void noMoreThanTheBudgetOfEachRunAllows() {
      drafted(doubler("frugal"));
      put(admin(), BUDGETS + "/each", budget("project", "run", "0.25"), null);

      var run =
          bodyOf(
              post(
                      builder(),
                      "/api/v1/runs",
                      Map.of("agent", "frugal", "version", "draft", "input", Map.of("n", 1)))
                  .expectStatus()
                  .isAccepted());

      var requested =
          bodyOf(
                  get(
                      as("otto", "auditor"),
                      "/api/v1/audit/events?contract=run.requested&run="
                          + run.path("runId").asText()))
              .at("/items/0/payload");
      assertThat(requested.at("/limits/costUsd").asText()).isEqualTo("0.25");
    }
  }

  private static Map<String, Object> budget(String scope, String window, String cap) {
    return Map.of("scope", scope, "window", window, "cap", cap);
  }

  private Admission reserve(String run, long micros) {
    return spending.reserve(
        new Spending.Order(
            WORKER, new RunId(run), WRITER, "ada", "reservation of " + run, null, micros));
  }

  private static Granted granted(Admission admission) {
    assertThat(admission).isInstanceOf(Granted.class);
    return (Granted) admission;
  }

  private void remove(String name) {
    admin().delete().uri(BUDGETS + "/" + name).exchange().expectStatus().isNoContent();
  }

  private String tagOf(String budget) {
    return get(admin(), BUDGETS + budget).returnResult(String.class).getResponseHeaders().getETag();
  }

  /** The end of the log, as far as an auditor sees it. */
  private long head() {
    var position = 0L;
    while (true) {
      var page =
          bodyOf(get(as("otto", "auditor"), "/api/v1/audit/events?limit=500&after=" + position))
              .path("items");
      if (page.isEmpty()) {
        return position;
      }
      position = page.get(page.size() - 1).path("position").asLong();
    }
  }

  private static JsonNode problem(ResponseSpec answer, int status, @Nullable String type) {
    var body = bodyOf(answer.expectStatus().isEqualTo(status));
    if (type != null) {
      assertThat(body.path("type").asText()).isEqualTo("urn:agent-ledger:problem:" + type);
    }
    return body;
  }

  private static ResponseSpec put(
      WebTestClient client, String address, Map<String, ?> body, @Nullable String tag) {
    var request = client.put().uri(address).contentType(MediaType.APPLICATION_JSON);
    return (tag == null ? request : request.header(HttpHeaders.IF_MATCH, tag))
        .bodyValue(body)
        .exchange();
  }

  /** What one of many does. */
  private interface Deed<T> {

    T does(int number);
  }

  private static <T> List<T> atOnce(int many, Deed<T> deed) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deeds =
          IntStream.range(0, many)
              .<Callable<T>>mapToObj(number -> () -> deed.does(number))
              .toList();
      return threads.invokeAll(deeds).stream().map(Future::resultNow).toList();
    }
  }
}
