package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Projections as operators see and rebuild them, and reads that wait for what was written. */
@TestPropertySource(properties = "ledger.read-your-writes.patience=2s")
class ProjectionsOverHttpTest extends RunningLedger {

  private static final String PROJECTIONS = "/api/v1/projections";
  private static final String AGENTS = PROJECTIONS + "/agent-directory";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired private DataSource database;

  private WebTestClient operator() {
    return as("olga", "operator");
  }

  private JsonNode awaitState(String address, String state) {
    await(state)
        .atMost(PATIENCE)
        .until(() -> bodyOf(get(operator(), address)).path("state").asText().equals(state));
    return bodyOf(get(operator(), address));
  }

  private static String addressOf(WebTestClient.ResponseSpec started) {
    return started
        .expectStatus()
        .isCreated()
        .expectBody()
        .returnResult()
        .getResponseHeaders()
        .getFirst("Location");
  }

  @Test
  void everybodySeesHowFarEachIs() {
    drafted(doubler("seen"));

    var items = bodyOf(get(builder(), PROJECTIONS)).path("items");

    assertThat(items.findValuesAsText("name")).contains("agent-directory", "runs", "audit-trail");
    var agents = bodyOf(get(builder(), AGENTS));
    assertThat(agents.at("/generation/number").asInt()).isPositive();
    assertThat(agents.path("head").asLong()).isPositive();
    assertThat(agents.path("failures")).isEmpty();
    assertThat(agents.path("parked").asLong()).isZero();
    get(builder(), PROJECTIONS + "/nothing").expectStatus().isNotFound();
    post(builder(), AGENTS + "/rebuilds").expectStatus().isForbidden();
    post(builder(), AGENTS + "/switch-back").expectStatus().isForbidden();
  }

  @Test
  void anOperatorRebuildsOneFollowsItAndSwitchesBack() {
    drafted(doubler("rebuilt"));
    var before = bodyOf(get(builder(), "/api/v1/agents/rebuilt"));
    var served = bodyOf(get(operator(), AGENTS)).at("/generation/number").asInt();

    // When an operator builds the projection anew
    var address = addressOf(post(operator(), AGENTS + "/rebuilds"));

    // then it can be followed to its end,
    try (var events = EventReader.of(operator().get().uri(address))) {
      var told = events.rest();
      assertThat(told.getFirst().name()).isEqualTo("snapshot");
      var last = told.getLast().json();
      assertThat(last.path("state").asText()).isEqualTo("switched");
      assertThat(last.at("/comparison/same").asBoolean()).isTrue();
      assertThat(last.path("startedBy").asText()).isEqualTo("olga");
    }
    // what is read is the same,
    assertThat(bodyOf(get(builder(), "/api/v1/agents/rebuilt"))).isEqualTo(before);
    var now = bodyOf(get(operator(), AGENTS));
    assertThat(now.at("/generation/number").asInt()).isGreaterThan(served);
    assertThat(now.at("/previous/number").asInt()).isEqualTo(served);

    // and what is written is read, before and after it is switched back.
    drafted(doubler("after-the-switch"));
    var back = addressOf(post(operator(), AGENTS + "/switch-back"));
    assertThat(awaitState(back, "switched").path("kind").asText()).isEqualTo("switch-back");
    get(builder(), "/api/v1/agents/after-the-switch").expectStatus().isOk();
    drafted(doubler("after-the-way-back"));
    assertThat(bodyOf(get(operator(), AGENTS)).at("/generation/number").asInt()).isEqualTo(served);
  }

  @Test
  void oneAtATimeAndOnConfirmation() {
    var rebuilds = PROJECTIONS + "/api-keys/rebuilds";
    var address = addressOf(post(operator(), rebuilds, Map.of("switch", "on-confirmation")));

    assertThat(awaitState(address, "awaiting-confirmation").path("reason").asText())
        .isEqualTo("It was to be confirmed");
    post(operator(), rebuilds)
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:agent-ledger:problem:wrong-state");
    post(operator(), address + "/pause").expectStatus().isEqualTo(409);
    post(operator(), rebuilds + "/nothing/pause").expectStatus().isNotFound();
    assertThat(bodyOf(get(operator(), PROJECTIONS + "/api-keys")).at("/rebuild/state").asText())
        .isEqualTo("awaiting-confirmation");

    post(operator(), address + "/confirm").expectStatus().isOk();
    awaitState(address, "switched");
    post(operator(), address + "/cancel").expectStatus().isEqualTo(409);

    var second = addressOf(post(operator(), rebuilds, Map.of("switch", "on-confirmation")));
    awaitState(second, "awaiting-confirmation");
    post(operator(), second + "/cancel").expectStatus().isOk();
    awaitState(second, "cancelled");
    assertThat(bodyOf(get(operator(), rebuilds)).path("items").findValuesAsText("state"))
        .containsExactly("cancelled", "switched");
  }

  @Test
  void aReadWaitsForAPositionAndSaysSoWhenItDoesNotCome() throws SQLException {
    drafted(doubler("awaited"));
    var head = bodyOf(get(operator(), AGENTS)).path("head").asLong();

    get(builder(), "/api/v1/agents?after=" + head).expectStatus().isOk();
    get(builder(), "/api/v1/agents/awaited?after=" + head).expectStatus().isOk();
    for (var nonsense : new String[] {"yesterday", "-1", "", Long.toString(head + 1_000_000)}) {
      get(builder(), "/api/v1/agents?after=" + nonsense)
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.parameter")
          .isEqualTo("after");
    }

    // When the projection is held up
    try (var hold = database.getConnection()) {
      hold.setAutoCommit(false);
      try (var statement = hold.createStatement()) {
        statement.execute(
            "select 1 from projection_segment where projection = 'agent-directory' for update");
      }
      var drafting = Thread.ofVirtual().start(() -> drafted(doubler("late")));
      await("a later event")
          .atMost(PATIENCE)
          .until(() -> bodyOf(get(operator(), AGENTS)).path("head").asLong() > head);
      var later = bodyOf(get(operator(), AGENTS)).path("head").asLong();
      get(builder(), "/api/v1/agents?after=" + later)
          .expectStatus()
          .isEqualTo(503)
          .expectHeader()
          .exists("Retry-After")
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:agent-ledger:problem:not-yet-visible");

      // then it is seen when the projection goes on.
      hold.rollback();
      await("the agent")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> get(builder(), "/api/v1/agents/late?after=" + later).expectStatus().isOk());
      drafting.interrupt();
    }
  }
}
