package dev.agentledger.query.projection.rebuild;

import static dev.agentledger.api.projection.RebuildState.AWAITING_CONFIRMATION;
import static dev.agentledger.api.projection.RebuildState.CANCELLED;
import static dev.agentledger.api.projection.RebuildState.PAUSED;
import static dev.agentledger.api.projection.RebuildState.RUNNING;
import static dev.agentledger.api.projection.RebuildState.SWITCHED;
import static dev.agentledger.api.projection.SwitchMode.AUTOMATIC;
import static dev.agentledger.api.projection.SwitchMode.ON_CONFIRMATION;
import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.runRequested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.projection.RebuildKind;
import dev.agentledger.api.projection.RowDifference;
import dev.agentledger.api.projection.ServingGeneration;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebuildTest {

  private static final AgentId AGENT = AgentId.of(ACME, "tallied");
  private static final int RUNS = 200;

  private final Ground ground = new Ground();
  private final Tally tally = new Tally("tally", 1);

  @AfterEach
  void end() {
    ground.close();
  }

  private void invoke(int run, int attempt) {
    ground.publish("run_" + run, new RunCodeInvoked(new RunId("run_" + run), attempt, 1, null));
  }

  private void publishAStory() {
    for (var run = 0; run < RUNS; run++) {
      ground.publish(
          "run_" + run, runRequested("run_" + run, AGENT, Map.of("n", Integer.toString(run))));
      invoke(run, 1);
      invoke(run, 2);
    }
  }

  private void awaitSeen(Node node, String projection) {
    assertThat(node.positions().await(projection, ground.published(), Ground.PATIENCE).join())
        .isTrue();
  }

  private long total() {
    return ground.jdbc().sql("select sum(events) from tally").query(Long.class).single();
  }

  private List<String> schemas() {
    return ground
        .jdbc()
        .sql("select nspname::text from pg_namespace where nspname like 'tally%' order by 1")
        .query(String.class)
        .list();
  }

  @Test
  void whileItIsWrittenToNoReadFailsAndNoneGoesBackwards() throws InterruptedException {
    publishAStory();
    try (var node = new Node(ground, "a", tally)) {
      awaitSeen(node, "tally");
      var stopped = new AtomicBoolean();
      var faults = new CopyOnWriteArrayList<String>();

      // Given writers and readers
      var writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (var n = 0; !stopped.get(); n++) {
                      invoke(n % RUNS, n);
                      if (n % 50 == 0) {
                        awaitSeen(node, "tally");
                      }
                    }
                  });
      var reader = Thread.ofVirtual().start(() -> watch(stopped, faults));

      // when the projection is built anew, three times
      for (var rebuild : List.of("r1", "r2", "r3")) {
        node.rebuilds().start("tally", rebuild, AUTOMATIC, "olga");
        var done = node.await("tally", rebuild, SWITCHED);
        assertThat(done.comparison().same()).as("%s", done.comparison()).isTrue();
        assertThat(done.startedBy()).isEqualTo("olga");
        assertThat(done.endedAt()).isNotNull();
      }

      // then nobody has noticed, and what is read is complete.
      stopped.set(true);
      writer.join();
      reader.join();
      assertThat(faults).isEmpty();
      awaitSeen(node, "tally");
      assertThat(total()).isEqualTo(ground.published());
      var view = node.projections().find(ACME, "tally").orElseThrow();
      assertThat(view.generation()).isEqualTo(new ServingGeneration(4, 1));
      assertThat(view.previous()).isEqualTo(new ServingGeneration(3, 1));
      assertThat(schemas()).containsExactly("tally_g3", "tally_g4");
      assertThat(
              ground
                  .jdbc()
                  .sql(
                      """
                      select schemaname::text from pg_indexes
                      where indexname = 'tally_by_events' order by 1
                      """)
                  .query(String.class)
                  .list())
          .containsExactly("tally_g3", "tally_g4");
    }
  }

  private void watch(AtomicBoolean stopped, List<String> faults) {
    var database = ground.reactive();
    var known = new HashMap<String, Long>();
    while (!stopped.get()) {
      try {
        var rows =
            database
                .sql("select stream_id, stream_version from tally")
                .map(row -> Map.entry(row.get(0, String.class), row.get(1, Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block();
        known.forEach(
            (stream, version) -> {
              if (rows.getOrDefault(stream, -1L) < version) {
                faults.add("%s went from %d to %s".formatted(stream, version, rows.get(stream)));
              }
            });
        known.putAll(rows);
      } catch (RuntimeException failure) {
        faults.add(failure.toString());
      }
    }
  }

  @Test
  void goesOnWhereItWasAfterItsProcessWasKilled() {
    publishAStory();
    try (var first = new Node(ground, "a", tally)) {
      awaitSeen(first, "tally");

      // Given a rebuild whose process dies in the middle
      tally.allow(RUNS * 3 / 2);
      first.rebuilds().start("tally", "r1", AUTOMATIC, "olga");
      await()
          .atMost(Ground.PATIENCE)
          .until(() -> first.rebuilds().find("tally", "r1").orElseThrow().position() > 0);
      first.kill();
      tally.die();
      ground.jdbc().sql("update projection_segment set lease_until = now()").update();
      var stored =
          ground
              .jdbc()
              .sql("select min(position) from projection_segment where generation = 2")
              .query(Long.class)
              .single();
      assertThat(stored).isPositive();

      // when another process comes
      var second = new Tally("tally", 1);
      try (var other = new Node(ground, "b", second)) {
        var done = other.await("tally", "r1", SWITCHED);

        // then it goes on from there.
        assertThat(done.comparison().same()).isTrue();
        assertThat(second.rebuilt).isNotEmpty().allMatch(position -> position > stored);
        awaitSeen(other, "tally");
        assertThat(total()).isEqualTo(ground.published());
      }
    }
  }

  @Test
  void findsARowThatWasChangedByHandAndAsksBeforeItSwitches() {
    publishAStory();
    try (var node = new Node(ground, "a", tally)) {
      awaitSeen(node, "tally");
      ground.jdbc().sql("update tally_g1.tally set events = 99 where stream_id = 'run_7'").update();
      ground.jdbc().sql("delete from tally_g1.tally where stream_id = 'run_8'").update();

      node.rebuilds().start("tally", "r1", AUTOMATIC, "olga");
      var asking = node.await("tally", "r1", AWAITING_CONFIRMATION);

      assertThat(asking.reason())
          .isEqualTo("It differs, although the projection's version is the same");
      assertThat(asking.comparison().same()).isFalse();
      var table = asking.comparison().tables().getFirst();
      assertThat(table.table()).isEqualTo("tally");
      assertThat(table.rowsBefore()).isEqualTo(RUNS - 1);
      assertThat(table.rowsAfter()).isEqualTo(RUNS);
      assertThat(table.differences())
          .containsExactly(
              new RowDifference(List.of("run_7"), RowDifference.Kind.CHANGED, List.of("events")),
              new RowDifference(List.of("run_8"), RowDifference.Kind.ADDED, List.of()));

      // What happens while it waits is not lost
      invoke(9, 3);
      node.rebuilds().confirm("tally", "r1");
      node.await("tally", "r1", SWITCHED);
      awaitSeen(node, "tally");
      assertThat(total()).isEqualTo(ground.published());
    }
  }

  @Test
  void theGenerationBeforeServesAgainWhenItHasCaughtUp() {
    publishAStory();
    try (var node = new Node(ground, "a", tally)) {
      awaitSeen(node, "tally");
      assertThatThrownBy(() -> node.rebuilds().switchBack("tally", "b0", "olga"))
          .isInstanceOf(CommandRefused.class)
          .hasMessage("No generation of tally is kept besides the one that serves");
      node.rebuilds().start("tally", "r1", AUTOMATIC, "olga");
      node.await("tally", "r1", SWITCHED);
      invoke(1, 3);
      awaitSeen(node, "tally");

      // When somebody wants the old one back
      node.rebuilds().switchBack("tally", "b1", "olga");
      var done = node.await("tally", "b1", SWITCHED);

      // then it shows what has happened meanwhile, and what happens later, and so it goes on.
      assertThat(done.kind()).isEqualTo(RebuildKind.SWITCH_BACK);
      assertThat(total()).isEqualTo(ground.published());
      invoke(2, 3);
      awaitSeen(node, "tally");
      assertThat(total()).isEqualTo(ground.published());
      var view = node.projections().find(ACME, "tally").orElseThrow();
      assertThat(view.generation().number()).isEqualTo(1);
      assertThat(view.previous()).isEqualTo(new ServingGeneration(2, 1));
      node.rebuilds().switchBack("tally", "b2", "olga");
      node.await("tally", "b2", SWITCHED);
      assertThat(total()).isEqualTo(ground.published());
    }
  }

  @Test
  void isPausedAndGoesOn() {
    publishAStory();
    try (var node = new Node(ground, "a", tally)) {
      awaitSeen(node, "tally");
      tally.allow(RUNS);
      node.rebuilds().start("tally", "r1", AUTOMATIC, "olga");
      assertThatThrownBy(() -> node.rebuilds().start("tally", "r2", AUTOMATIC, "olga"))
          .isInstanceOf(CommandRefused.class)
          .hasMessage("r1 of tally is not over: it is running");
      assertThat(node.rebuilds().start("tally", "r1", AUTOMATIC, "olga").state())
          .isEqualTo(RUNNING);
      assertThat(node.projections().find(ACME, "tally").orElseThrow().rebuild().rebuildId())
          .isEqualTo("r1");

      assertThat(node.rebuilds().pause("tally", "r1").state()).isEqualTo(PAUSED);
      tally.allow(Long.MAX_VALUE);
      await()
          .atMost(Ground.PATIENCE)
          .until(
              () ->
                  ground
                      .jdbc()
                      .sql(
                          """
                          select count(*) from projection_segment
                          where generation = 2 and owner is not null
                          """)
                      .query(Long.class)
                      .single()
                      .equals(0L));
      assertThat(node.rebuilds().find("tally", "r1").orElseThrow().state()).isEqualTo(PAUSED);

      node.rebuilds().resume("tally", "r1");
      node.await("tally", "r1", SWITCHED);
      assertThat(total()).isEqualTo(ground.published());
    }
  }

  @Test
  void leavesNothingBehindWhenItIsCancelled() {
    publishAStory();
    try (var node = new Node(ground, "a", tally)) {
      awaitSeen(node, "tally");
      node.rebuilds().start("tally", "r1", ON_CONFIRMATION, "olga");
      var asking = node.await("tally", "r1", AWAITING_CONFIRMATION);
      assertThat(asking.comparison().same()).isTrue();

      node.rebuilds().cancel("tally", "r1");

      await()
          .atMost(Ground.PATIENCE)
          .untilAsserted(() -> assertThat(schemas()).containsExactly("tally_g1"));
      assertThat(node.rebuilds().find("tally", "r1").orElseThrow().state()).isEqualTo(CANCELLED);
      assertThatThrownBy(() -> node.rebuilds().confirm("tally", "r1"))
          .isInstanceOf(CommandRefused.class);
      invoke(1, 3);
      awaitSeen(node, "tally");
      assertThat(total()).isEqualTo(ground.published());
      node.rebuilds().start("tally", "r2", AUTOMATIC, "olga");
      node.await("tally", "r2", SWITCHED);
    }
  }

  @Test
  void aRaisedVersionIsBuiltByItselfAndReadWhenItIsThere() {
    publishAStory();
    try (var node = new Node(ground, "a", tally)) {
      awaitSeen(node, "tally");
    }

    try (var node = new Node(ground, "b", new Tally("tally", 2))) {
      var raised = node.rebuilds().of("tally").getFirst();
      var done = node.await("tally", raised.rebuildId(), SWITCHED);

      assertThat(done.startedBy()).isEqualTo("system:version-raised");
      assertThat(done.comparison().same()).isFalse();
      assertThat(done.comparison().tables().getFirst().differences())
          .hasSize(20)
          .allMatch(difference -> difference.columns().equals(List.of("counted_by")));
      assertThat(total()).isEqualTo(ground.published());
    }

    try (var again = new Node(ground, "c", new Tally("tally", 2))) {
      assertThat(again.rebuilds().of("tally")).hasSize(1);
    }
  }

  @Test
  void twoProjectionsAreBuiltAtOnce() {
    publishAStory();
    var other = new Tally("other_tally", 1);
    try (var node = new Node(ground, "a", tally, other);
        var idle = new Node(ground, "b", new Tally("tally", 1), new Tally("other_tally", 1))) {
      awaitSeen(node, "tally");
      idle.rebuilds().start("tally", "r1", AUTOMATIC, "olga");
      node.rebuilds().start("other_tally", "r2", AUTOMATIC, "olga");

      assertThat(node.await("tally", "r1", SWITCHED).comparison().same()).isTrue();
      assertThat(idle.await("other_tally", "r2", SWITCHED).comparison().same()).isTrue();
      assertThat(total()).isEqualTo(ground.published());
    }
  }
}
