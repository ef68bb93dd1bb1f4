package dev.agentledger.server.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed again and again while runs are asked for; nothing accepted is lost. */
class KillIT {

  private static final int RUNS = 80;
  private static final int KILLS = 2;
  private static final List<String> OUTCOMES =
      List.of("run.completed", "run.failed", "run.cancelled");
  private static final List<String> TABLES =
      List.of(
          "agent",
          "agent_version",
          "approval",
          "promotion_policy",
          "api_key",
          "run",
          "audit_trail");

  private static final String WHOLE =
      """
      select count(*) > 0 and min(position) >= (select max(position) from event)
      from projection_segment
      """;

  @TempDir Path home;

  @Test
  void everyAcceptedRunEndsOnceHoweverOftenTheProcessIsKilled() throws Exception {
    try (var program = new Program(home).start()) {
      Runs.serve(program);

      var accepted = askForRunsWhileKilling(program);

      assertThat(accepted).hasSize(RUNS);
      accepted.forEach((number, run) -> awaitTheOnlyOutcome(program, run, number));
      var live = projections(program);
      assertThat(live.get("run")).hasSize(RUNS);
      assertThat(afterAFreshReplay(program)).isEqualTo(live);
    }
  }

  /** Each run is asked for with its idempotency key until it is accepted. */
  private static Map<Integer, String> askForRunsWhileKilling(Program program) throws Exception {
    var accepted = new ConcurrentHashMap<Integer, String>();
    var asking = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var askers =
          Stream.iterate(0, n -> n + 1)
              .limit(4)
              .map(lane -> threads.submit(() -> ask(program, lane, accepted, asking)))
              .toList();
      var random = new Random(20);
      for (var kill = 1; kill <= KILLS; kill++) {
        var enough = RUNS * kill / (KILLS + 1) + random.nextInt(10);
        await("runs are accepted between kills")
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(2))
            .until(() -> accepted.size() >= enough);
        program.kill();
        program.start();
      }
      for (var asker : askers) {
        asker.get();
      }
    } finally {
      asking.set(false);
    }
    return accepted;
  }

  private static void ask(
      Program program, int lane, Map<Integer, String> accepted, AtomicBoolean asking) {
    for (var number = lane; number < RUNS; number += 4) {
      while (asking.get() && !accepted.containsKey(number)) {
        try {
          var answer =
              program.post(
                  "/api/v1/runs",
                  "{\"agent\": \"echo\", \"input\": {\"n\": %d}}".formatted(number),
                  Map.of("Idempotency-Key", "run-" + number));
          if (answer.statusCode() == 202) {
            accepted.put(number, answer.headers().firstValue("Location").orElseThrow());
          }
        } catch (UncheckedIOException _) {
          // The process is being killed or started; the run is asked for again.
          await("the program is back")
              .atMost(Duration.ofMinutes(2))
              .until(() -> !asking.get() || program.isReady());
        }
      }
    }
  }

  private static void awaitTheOnlyOutcome(Program program, String run, int number) {
    await("the run ends by itself: " + run)
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .until(() -> !"running".equals(program.get(run).path("status").asText()));
    var events = new ArrayList<JsonNode>();
    program.get(run + "/events").path("items").forEach(events::add);
    assertThat(events)
        .filteredOn(event -> OUTCOMES.contains(event.path("contract").asText()))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.path("contract").asText()).isEqualTo("run.completed");
              assertThat(outcome.path("payload").path("output").path("n").asInt())
                  .isEqualTo(number);
            });
  }

  /** Kills the program, forgets the projections behind its back, and lets it fill them anew. */
  private static Map<String, List<String>> afterAFreshReplay(Program program) throws SQLException {
    program.kill();
    try (var database = connect(program);
        var statement = database.createStatement()) {
      statement.execute("delete from projection_generation");
    }
    program.start();
    return projections(program);
  }

  private static Map<String, List<String>> projections(Program program) {
    await("the projections show the whole log")
        .atMost(Duration.ofSeconds(60))
        .until(() -> texts(program, WHOLE).equals(List.of("t")));
    var tables = new TreeMap<String, List<String>>();
    TABLES.forEach(table -> tables.put(table, rows(program, table)));
    return new HashMap<>(tables);
  }

  private static List<String> rows(Program program, String table) {
    return texts(program, "select t::text from " + table + " t order by 1");
  }

  private static List<String> texts(Program program, String sql) {
    try (var database = connect(program);
        var statement = database.createStatement();
        var found = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Connection connect(Program program) throws SQLException {
    try {
      var port = Files.readAllLines(program.ledgerHome().resolve("postgres/postmaster.pid")).get(3);
      var password = Files.readString(program.ledgerHome().resolve("postgres.password")).strip();
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:%s/ledger".formatted(port.strip()), "ledger", password);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
