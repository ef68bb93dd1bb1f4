package dev.agentledger.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.server.edge.Edge;
import dev.agentledger.server.edge.ProbeEndpoint;
import dev.agentledger.server.edge.RunningEdge;
import dev.agentledger.server.http.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@RunningEdge
class IdempotencyTest {

  private static final String PROBE = "/api/v1/probe";

  @LocalServerPort int port;
  @Autowired DatabaseClient database;
  @Autowired IdempotencyRecords records;

  private Edge edge;
  private WebTestClient client;
  private String key;
  private long since;

  @BeforeEach
  void comeIn() {
    edge = new Edge(port);
    client = edge.administrator();
    key = Ids.next("idem_");
    ProbeEndpoint.CARRIED_OUT.clear();
    since =
        Objects.requireNonNull(
            database.sql("select nextval('idempotency_claim')").mapValue(Long.class).one().block());
  }

  @Test
  void theSameRequestIsCarriedOutOnceAndAnsweredTheSame() {
    var first = text(order("MAKE"));
    var second = text(order("MAKE"));

    assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(1);
    assertThat(second.getStatus().value()).isEqualTo(201);
    assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
    assertThat(second.getResponseHeaders().toSingleValueMap())
        .containsEntry(
            HttpHeaders.LOCATION,
            Objects.requireNonNull(first.getResponseHeaders().getLocation()).toString())
        .containsEntry(HttpHeaders.ETAG, "\"0\"")
        .containsEntry("Idempotency-Replayed", "true");
    assertThat(first.getResponseHeaders().containsHeader("Idempotency-Replayed")).isFalse();
    assertThat(second.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
  }

  @Test
  void withoutAKeyEachRequestCounts() {
    client.post().uri(PROBE).bodyValue(body("MAKE")).exchange().expectStatus().isCreated();
    client.post().uri(PROBE).bodyValue(body("MAKE")).exchange().expectStatus().isCreated();

    assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(2).doesNotHaveDuplicates();
  }

  @Nested
  class UnderTheSameKey {

    @Test
    void anotherBodyIsAConflict() {
      order("MAKE");

      problem(order("REFUSE"), "idempotency-conflict");
    }

    @Test
    void anotherAddressIsAConflict() {
      order("MAKE");

      problem(
          client
              .post()
              .uri(PROBE + "?x=1")
              .header("Idempotency-Key", key)
              .bodyValue(body("MAKE"))
              .exchange(),
          "idempotency-conflict");
    }

    @Test
    void anotherCallerIsAConflictAndLearnsNothing() {
      order("MAKE");
      client = edge.as(edge.secretOf("builder"));

      problem(order("MAKE"), "idempotency-conflict");
    }

    @Test
    void anotherProjectHasItsOwnRequests() {
      order("MAKE");
      var project = Ids.next("p").substring(0, 30);
      client =
          edge.as(
              (String)
                  edge.issue(Map.of("name", "x", "roles", List.of("builder"), "project", project))
                      .get("secret"));

      order("MAKE").expectStatus().isCreated();

      assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aRequestThatIsUnderWayIsSaidToBe() {
      ProbeEndpoint.gate = new CountDownLatch(1);
      var first = CompletableFuture.supplyAsync(() -> text(order("WAIT")));
      await().until(() -> !ProbeEndpoint.CARRIED_OUT.isEmpty());

      var second = order("WAIT");

      second.expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, "1");
      problem(second, "idempotency-in-progress");
      ProbeEndpoint.gate.countDown();
      var answer = first.join().getResponseBody();
      assertThat(text(order("WAIT")).getResponseBody()).isEqualTo(answer);
      assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(1);
    }
  }

  @Nested
  class AnAnswer {

    @Test
    void thatRefusesForGoodIsKept() {
      text(order("REFUSE"));
      var second = text(order("REFUSE"));

      assertThat(second.getStatus().value()).isEqualTo(422);
      assertThat(second.getResponseHeaders().getContentType())
          .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
      assertThat(second.getResponseHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
      assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"BREAK, 500", "FORBID, 403"})
    void thatDependsOnTheMomentIsNotKeptAndTheRetryMakesTheSameIds(String deed, int status) {
      order(deed).expectStatus().isEqualTo(status);
      order(deed).expectStatus().isEqualTo(status);

      assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(2);
      assertThat(ProbeEndpoint.CARRIED_OUT.get(0)).isEqualTo(ProbeEndpoint.CARRIED_OUT.get(1));
    }

    @Test
    void thatTheCallersRoleForbidsIsNotKept() {
      client = edge.as(edge.secretOf("viewer"));

      order("MAKE").expectStatus().isForbidden();
      order("MAKE").expectStatus().isForbidden();

      assertThat(recordsHeld()).isZero();
    }

    @Test
    void thatHoldsASecretCannotBeReadInTheDatabase() {
      var issued = issue();
      var secret = Objects.requireNonNull(issued).at("/secret").asString();

      var readable =
          database
              .sql(
                  """
                  select count(*) from idempotency_record r
                  where position(convert_to(:secret, 'UTF8') in r.answer) > 0
                     or position(convert_to('viewer', 'UTF8') in r.answer) > 0
                     or position(convert_to(:key, 'UTF8') in r.key_digest) > 0
                  """)
              .bind("secret", secret)
              .bind("key", key)
              .mapValue(Long.class)
              .one()
              .block();

      assertThat(readable).isZero();
      assertThat(issue()).isEqualTo(issued);
    }

    @Test
    void thatIsAStreamIsNotKept() {
      for (var n = 0; n < 2; n++) {
        client
            .post()
            .uri(PROBE + "/stream")
            .header("Idempotency-Key", key)
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .doesNotExist("Idempotency-Replayed")
            .expectBody(String.class)
            .value(body -> assertThat(body).contains("data:e2"));
      }
      await().untilAsserted(() -> assertThat(recordsHeld()).isZero());
    }
  }

  @Nested
  class ALostProcess {

    @Test
    void leavesALeaseThatTheNextAttemptTakesOverWithTheSameIds() {
      order("MAKE").expectStatus().isCreated();
      theProcessWasKilledBeforeItAnswered();

      order("MAKE").expectStatus().isCreated();

      assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(2);
      assertThat(ProbeEndpoint.CARRIED_OUT.get(0)).isEqualTo(ProbeEndpoint.CARRIED_OUT.get(1));
    }

    @Test
    void thatMadeAKeyIsFollowedByOneKeyWhoseSecretIsTheOneShown() {
      var lost = Objects.requireNonNull(issue());
      theProcessWasKilledBeforeItAnswered();

      var shown = Objects.requireNonNull(issue());

      assertThat(shown.at("/keyId")).isEqualTo(lost.at("/keyId"));
      assertThat(shown.at("/secret")).isNotEqualTo(lost.at("/secret"));
      edge.as(shown.at("/secret").asString()).get().uri(PROBE).exchange().expectStatus().isOk();
      edge.as(lost.at("/secret").asString())
          .get()
          .uri(PROBE)
          .exchange()
          .expectStatus()
          .isUnauthorized();
      assertThat(issue()).isEqualTo(shown);
    }

    @Test
    void thatWasOnlySlowCannotAnswerOverItsSuccessor() {
      var request = new RepeatableRequest("slow", key.getBytes(), new byte[] {1});
      var slow = granted(request, Duration.ZERO);
      var successor = granted(request, Duration.ofMinutes(1));

      assertThat(successor.attempt()).isGreaterThan(slow.attempt());
      assertThat(records.answer(slow, new byte[] {1}).block()).isFalse();
      assertThat(records.renew(slow, Duration.ofMinutes(1)).block()).isFalse();
      records.release(slow).block();
      assertThat(records.answer(successor, new byte[] {2}).block()).isTrue();
    }

    private void theProcessWasKilledBeforeItAnswered() {
      database
          .sql(
              """
              update idempotency_record
              set answer = null, lease_until = clock_timestamp() - interval '1 second'
              where key_digest = any (select key_digest from idempotency_record
                                      order by claim desc limit 1)
              """)
          .then()
          .block();
    }
  }

  @Nested
  class ACallerWhoLeaves {

    @Test
    void findsTheAnswerWhenTheyComeBack() {
      ProbeEndpoint.gate = new CountDownLatch(1);
      var impatient = client.mutate().responseTimeout(Duration.ofMillis(300)).build();
      var left =
          CompletableFuture.runAsync(
              () ->
                  impatient
                      .post()
                      .uri(PROBE)
                      .header("Idempotency-Key", key)
                      .bodyValue(body("WAIT"))
                      .exchange());
      await().until(left::isCompletedExceptionally);

      ProbeEndpoint.gate.countDown();

      await()
          .untilAsserted(
              () ->
                  order("WAIT")
                      .expectStatus()
                      .isCreated()
                      .expectHeader()
                      .valueEquals("Idempotency-Replayed", "true"));
      assertThat(ProbeEndpoint.CARRIED_OUT).hasSize(1);
    }
  }

  @Nested
  class TheKey {

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "\u00e4"})
    void ofAnotherFormIsRefused(String malformed) {
      key = malformed;

      order("MAKE")
          .expectStatus()
          .isBadRequest()
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void mayHave255CharactersAndNoMore() {
      key = (key + "x".repeat(255)).substring(0, 255);
      order("MAKE").expectStatus().isCreated();

      key = key + "x";
      order("MAKE").expectStatus().isBadRequest();
    }

    @Test
    void isForgottenAfterAWeek() {
      order("MAKE").expectStatus().isCreated();
      database
          .sql(
              """
              update idempotency_record
              set created_at = created_at - interval '8 days', lease_until = lease_until - interval '8 days'
              """)
          .then()
          .block();

      assertThat(records.forgetOlderThan(Retention.KEPT).block()).isPositive();

      order("MAKE").expectStatus().isCreated().expectHeader().doesNotExist("Idempotency-Replayed");
    }
  }

  private Claim.Granted granted(RepeatableRequest request, Duration lease) {
    return (Claim.Granted) Objects.requireNonNull(records.claim(request, lease).block());
  }

  private ResponseSpec order(String deed) {
    return client.post().uri(PROBE).header("Idempotency-Key", key).bodyValue(body(deed)).exchange();
  }

  private JsonNode issue() {
    return client
        .post()
        .uri("/api/v1/keys")
        .header("Idempotency-Key", key)
        .bodyValue(Map.of("name", "once", "roles", List.of("viewer")))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody();
  }

  private static Map<String, String> body(String deed) {
    return Map.of("name", "thing", "deed", deed);
  }

  private static EntityExchangeResult<String> text(ResponseSpec answer) {
    return answer.expectBody(String.class).returnResult();
  }

  private static void problem(ResponseSpec answer, String type) {
    answer
        .expectStatus()
        .isEqualTo(409)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:agent-ledger:problem:" + type);
  }

  private Long recordsHeld() {
    return database
        .sql("select count(*) from idempotency_record where claim >= :since")
        .bind("since", since)
        .mapValue(Long.class)
        .one()
        .block();
  }
}
