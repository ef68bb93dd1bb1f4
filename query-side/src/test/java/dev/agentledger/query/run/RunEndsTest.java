package dev.agentledger.query.run;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.runRequested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.ListRuns;
import dev.agentledger.api.run.RunChange;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.ToldEnds;
import dev.agentledger.api.run.WatchRuns;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.QuerySide;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The projection stands still, as if it rested. */
class RunEndsTest {

  private static final AgentId AGENT = AgentId.of(ACME, "text-statistics");

  private final List<RunView> heard = new CopyOnWriteArrayList<>();
  private QuerySide side;

  @BeforeEach
  void start() {
    side = QuerySide.start();
    side.stopProjecting();
  }

  @AfterEach
  void stop() {
    side.close();
  }

  @Test
  void whoWaitsForARunHearsItsEndBeforeTheProjectionShowsIt() {
    var _ = heardEndOf(new RunId("run_awaited"));

    assertThat(heard)
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
              assertThat(run.input()).isEqualTo(Map.of("text", "one two"));
              assertThat(run.output()).isEqualTo("output");
              assertThat(run.attempts()).isEqualTo(1);
              assertThat(run.requestedBy()).isEqualTo("ada");
              assertThat(run.streamVersion()).isEqualTo(3);
            });
    assertThat(side.component(ToldEnds.class).position()).isEqualTo(4);
  }

  @Test
  void whoReadsAfterThatReadsNothingOlder() {
    var id = new RunId("run_awaited");
    var end = heardEndOf(id);

    var read = side.queries().query(new FindRun(ACME, id), instanceOf(RunView.class));
    assertThat(read).isNotDone();
    side.startProjecting();

    assertThat(read.join()).isEqualTo(end);
  }

  @Test
  void theProjectionDoesNotTellItAgain() {
    var id = new RunId("run_awaited");
    var shown = new CopyOnWriteArrayList<RunChange>();
    try (var _ = hearing(id);
        var _ = watching(shown)) {
      complete(id);
      await().until(() -> !heard.isEmpty());

      side.startProjecting();

      // Lists are told last.
      await().until(() -> !shown.isEmpty());
    }
    assertThat(shown).extracting(change -> change.run().status()).contains(RunStatus.COMPLETED);
    assertThat(heard).hasSize(1);
  }

  @Test
  void whoHeardTheEndHearsNothingOlder() {
    var id = new RunId("run_awaited");
    var end = heardEndOf(id);
    var older =
        RunViewEvolution.evolve(
            null,
            runRequested(id.value(), AGENT, Map.of()),
            end.requestedAt(),
            end.requestedBy(),
            0);
    var told = side.component(EndsTold.class);

    assertThat(told.wasToldBefore(older.view())).isTrue();
    assertThat(told.wasToldBefore(older.view())).isTrue();
    assertThat(told.wasToldBefore(end)).isTrue();
    assertThat(told.wasToldBefore(end)).isFalse();
  }

  @Test
  void whatNobodyWaitsForIsLeftToTheProjection() {
    complete(new RunId("run_alone"));
    var other = new RunId("run_awaited");
    try (var _ = hearing(other)) {
      side.publish(ADA, "run", other.value(), runRequested(other.value(), AGENT, Map.of()));
      complete(new RunId("run_later"));
      side.publish(
          ADA,
          "run",
          other.value(),
          new RunCodeInvoked(other, 1, 1, null),
          new RunCodeReturned(other, 1, 1, "output", List.of(), 5),
          new RunCompleted(other, Outcome.FINISH, "output"));

      await().until(() -> !heard.isEmpty());
    }

    assertThat(heard).extracting(RunView::runId).containsExactly(other);
  }

  private RunView heardEndOf(RunId id) {
    try (var _ = hearing(id)) {
      complete(id);
      await().until(() -> !heard.isEmpty());
    }
    return heard.getFirst();
  }

  private Subscription<RunView> hearing(RunId id) {
    return subscribe(new FindRun(ACME, id), RunView.class, heard);
  }

  private Subscription<RunChange> watching(List<RunChange> shown) {
    var all =
        new ListRuns(
            ACME, null, null, null, null, null, null, null, null, Map.of(), null, null, null, 100);
    return subscribe(new WatchRuns(all), RunChange.class, shown);
  }

  private <U> Subscription<U> subscribe(Object query, Class<U> update, List<U> updates) {
    var subscription =
        side.queries().subscriptionQuery(query, instanceOf(Object.class), instanceOf(update));
    subscription.updates().subscribe(updates::add);
    return new Subscription<>(subscription);
  }

  /** A subscription that ends with the test that has it. */
  private record Subscription<U>(SubscriptionQueryResult<Object, U> subscription)
      implements AutoCloseable {

    @Override
    public void close() {
      subscription.close();
    }
  }

  private void complete(RunId id) {
    side.publish(
        ADA,
        "run",
        id.value(),
        runRequested(id.value(), AGENT, Map.of()),
        new RunCodeInvoked(id, 1, 1, null),
        new RunCodeReturned(id, 1, 1, "output", List.of(), 5),
        new RunCompleted(id, Outcome.FINISH, "output"));
  }
}
