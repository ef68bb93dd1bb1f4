package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Nobody waits for ever for a command, and nobody is told that it came to nothing. */
@TestPropertySource(properties = "ledger.commands.time-limit=2s")
class CommandsInTimeTest extends RunningLedger {

  private static final String BUDGET = "/api/v1/budgets/late";
  private static final String RUNS = "/api/v1/runs";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired private DataSource database;

  /** A log that can be read but takes nothing, until this is closed. */
  private Connection fullLog() throws SQLException {
    var connection = database.getConnection();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("lock table event in share mode");
    }
    return connection;
  }

  private void goesOn(Connection fullLog) throws SQLException {
    fullLog.rollback();
    fullLog.setAutoCommit(true);
    fullLog.close();
  }

  private WebTestClient.ResponseSpec limited() {
    return admin()
        .put()
        .uri(BUDGET)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("scope", "project", "window", "month", "cap", "100"))
        .exchange();
  }

  private WebTestClient.ResponseSpec started() {
    return operator()
        .post()
        .uri(RUNS)
        .header("Idempotency-Key", "late-run")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("agent", "late", "version", "draft", "input", Map.of("n", 2)))
        .exchange();
  }

  private WebTestClient operator() {
    return as("olga", "operator");
  }

  private static void assertOutcomeUnknown(WebTestClient.ResponseSpec answer) {
    answer
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .exists(HttpHeaders.RETRY_AFTER)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:agent-ledger:problem:outcome-unknown")
        .jsonPath("$.detail")
        .value(
            detail ->
                assertThat(detail.toString())
                    .startsWith("There was no answer within 2000 ms. The change is recorded as a")
                    .contains("a POST under its Idempotency-Key can be repeated"));
  }

  @Test
  void whatTakesTooLongIsAnsweredInTimeAndMayBeRecordedLater() throws SQLException {
    var fullLog = fullLog();
    try {
      assertOutcomeUnknown(limited());
      get(admin(), BUDGET).expectStatus().isNotFound();
    } finally {
      goesOn(fullLog);
    }

    await().atMost(PATIENCE).untilAsserted(() -> get(admin(), BUDGET).expectStatus().isOk());
    limited().expectStatus().isOk();
  }

  @Test
  void whatIsRepeatedUnderItsKeyIsDoneOnce() throws SQLException {
    drafted(doubler("late"));
    operator();
    var fullLog = fullLog();
    try {
      assertOutcomeUnknown(started());
    } finally {
      goesOn(fullLog);
    }

    var run = bodyOf(started().expectStatus().is2xxSuccessful());

    await()
        .atMost(PATIENCE)
        .until(
            () -> bodyOf(get(operator(), RUNS + "?agent=late")).path("items"),
            runs ->
                runs.size() == 1
                    && runs.path(0).path("runId").equals(run.path("runId"))
                    && runs.path(0).path("status").asText().equals("completed"));
  }
}
