package dev.agentledger.query.run;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.runRequested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.ListRuns;
import dev.agentledger.api.run.RunPage;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunsTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final AgentId AGENT = AgentId.of(ACME, "text-statistics");
  private static final RunError ERROR = new RunError("thrown", "no", "at 1:1");

  private static QuerySide side;

  @BeforeAll
  static void start() {
    side = QuerySide.start();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static RunView seen(String id, long version) {
    return side.await(
        new FindRun(ACME, new RunId(id)), RunView.class, run -> run.streamVersion() == version);
  }

  @Test
  void aCompletedRunShowsInputOutputAndAttempts() {
    var id = new RunId("run_done");
    side.publishAt(
        NOON,
        ADA,
        "run",
        id.value(),
        runRequested(id.value(), AGENT, Map.of("team", "docs")),
        new RunCodeInvoked(id, 1, 1, null));
    var running = seen(id.value(), 1);
    assertThat(running.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(running.input()).isEqualTo(Map.of("text", "one two"));
    side.publishAt(
        NOON.plusSeconds(2),
        ADA,
        "run",
        id.value(),
        new RunCodeInvoked(id, 1, 2, "worker lost"),
        new RunCodeReturned(id, 1, 2, "odd \0 output", List.of(), 5),
        new RunCompleted(id, Outcome.FINISH, "odd \0 output"));

    var run = seen(id.value(), 4);

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.outcome()).isEqualTo(Outcome.FINISH);
    assertThat(run.input()).isEqualTo(Map.of("text", "one two"));
    assertThat(run.output()).isEqualTo("odd \0 output");
    assertThat(run.attempts()).isEqualTo(2);
    assertThat(run.requestedAt()).isEqualTo(NOON);
    assertThat(run.requestedBy()).isEqualTo("ada");
    assertThat(run.endedAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(side.find(new FindRun("globex", id), RunView.class)).isNull();
  }

  @Test
  void failedAndCancelledRunsSayWhy() {
    var failed = new RunId("run_failed");
    side.publish(
        ADA,
        "run",
        failed.value(),
        runRequested(failed.value(), AGENT, Map.of()),
        new RunCodeInvoked(failed, 1, 1, null),
        new RunCodeFailed(failed, 1, 1, ERROR, List.of(), 5),
        new RunFailed(failed, ERROR));
    var cancelled = new RunId("run_cancelled");
    side.publish(
        ADA,
        "run",
        cancelled.value(),
        runRequested(cancelled.value(), AGENT, Map.of()),
        new RunCancelRequested(cancelled, "never mind"),
        new RunCancelled(cancelled),
        new RunCodeFailed(cancelled, 1, 1, ERROR, List.of(), 5));

    assertThat(seen(failed.value(), 3).error()).isEqualTo(ERROR);
    assertThat(seen(failed.value(), 3).status()).isEqualTo(RunStatus.FAILED);
    assertThat(seen(cancelled.value(), 3).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void watchersAreToldUntilTheEnd() {
    var id = new RunId("run_watched");
    var watching =
        side.queries()
            .subscriptionQuery(
                new FindRun(ACME, id), instanceOf(RunView.class), instanceOf(RunView.class));
    assertThat(watching.initialResult().blockOptional(QuerySide.PATIENCE)).isEmpty();
    var told = new CopyOnWriteArrayList<RunView>();
    watching.updates().subscribe(told::add);

    side.publish(ADA, "run", id.value(), runRequested(id.value(), AGENT, Map.of()));
    await().atMost(QuerySide.PATIENCE).until(() -> told.size() == 1);
    side.publish(ADA, "run", id.value(), new RunCompleted(id, Outcome.FINISH, List.of(1, 2)));
    await().atMost(QuerySide.PATIENCE).until(() -> told.size() >= 2);

    // Ends may be told twice: by the log, and by the table.
    assertThat(told).extracting(RunView::streamVersion).startsWith(0L, 1L).containsOnly(0L, 1L);
    assertThat(told.getLast()).isEqualTo(seen(id.value(), 1));
    watching.close();
  }

  @Nested
  class Listing {

    private static final String TENANT = "listed";

    @BeforeAll
    static void someRuns() {
      var who = Envelope.of(TENANT, "ada", "internal");
      for (int i = 0; i < 5; i++) {
        var id = "run_l" + i;
        side.publishAt(
            NOON.plusMillis(i / 2),
            who,
            "run",
            id,
            runRequested(
                id,
                AgentId.of(TENANT, i == 0 ? "other" : "one"),
                Map.of("n", Integer.toString(i), "odd\0", i % 2 == 0 ? "no\0" : "yes")));
      }
      side.publishAt(NOON, who, "run", "run_l4", new RunCancelled(new RunId("run_l4")));
      side.awaitCaughtUp("runs");
    }

    private static List<String> ids(ListRuns query) {
      var page = side.ask(query, RunPage.class);
      assertThat(page.items()).allMatch(run -> run.input() == null && run.output() == null);
      return page.items().stream().map(run -> run.runId().value()).toList();
    }

    private static ListRuns list(AgentId agent, RunStatus status, RunMode mode) {
      return new ListRuns(
          TENANT, agent, null, status, mode, null, null, null, null, Map.of(), null, null, null,
          100);
    }

    private static ListRuns labelled(Map<String, String> labels) {
      return new ListRuns(
          TENANT, null, null, null, null, null, null, null, null, labels, null, null, null, 100);
    }

    @Test
    void isNewestFirstAndOfOneTenant() {
      assertThat(ids(list(null, null, null)))
          .containsExactly("run_l4", "run_l3", "run_l2", "run_l1", "run_l0");
      assertThat(
              ids(
                  new ListRuns(
                      "globex", null, null, null, null, null, null, null, null, Map.of(), null,
                      null, null, 100)))
          .isEmpty();
    }

    @Test
    void filtersByAgentStatusAndMode() {
      assertThat(ids(list(AgentId.of(TENANT, "other"), null, null))).containsExactly("run_l0");
      assertThat(ids(list(null, RunStatus.CANCELLED, null))).containsExactly("run_l4");
      assertThat(ids(list(null, null, RunMode.TRIAL))).isEmpty();
      assertThat(ids(list(null, null, RunMode.PRODUCTION))).hasSize(5);
    }

    @Test
    void filtersByLabels() {
      assertThat(ids(labelled(Map.of("odd\0", "yes")))).containsExactly("run_l3", "run_l1");
      assertThat(ids(labelled(Map.of("odd\0", "no\0", "n", "2")))).containsExactly("run_l2");
      assertThat(ids(labelled(Map.of("n", "9")))).isEmpty();
    }

    @Test
    void filtersByTime() {
      assertThat(
              ids(
                  new ListRuns(
                      TENANT,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      Map.of(),
                      NOON.plusMillis(1),
                      NOON.plusMillis(2),
                      null,
                      100)))
          .containsExactly("run_l3", "run_l2");
    }

    @Test
    void pagesLeadToTheLastOne() {
      var found = new ArrayList<String>();
      String cursor = null;
      do {
        var page =
            side.ask(
                new ListRuns(
                    TENANT, null, null, null, null, null, null, null, null, Map.of(), null, null,
                    cursor, 2),
                RunPage.class);
        page.items().forEach(run -> found.add(run.runId().value()));
        cursor = page.next();
      } while (cursor != null);

      assertThat(found).containsExactly("run_l4", "run_l3", "run_l2", "run_l1", "run_l0");
    }

    @Test
    void anInventedCursorIsRefused() {
      assertThatThrownBy(
              () ->
                  side.ask(
                      new ListRuns(
                          TENANT, null, null, null, null, null, null, null, null, Map.of(), null,
                          null, "bm8", 2),
                      RunPage.class))
          .hasCauseInstanceOf(CommandRefused.class);
    }
  }
}
