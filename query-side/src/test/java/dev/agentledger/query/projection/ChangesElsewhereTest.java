package dev.agentledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.projection.rebuild.Ground;
import dev.agentledger.query.projection.rebuild.Node;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.UpdateHandlerRegistration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangesElsewhereTest {

  private static final int MANY = 20;

  private final Ground ground = new Ground();
  private final Node first = new Node(ground, "first", new Attempts());

  @AfterEach
  void end() {
    first.close();
    ground.close();
  }

  private record WatchAttempts() {}

  private record Attempt(String run, int number, long version) {}

  /** How often each run was tried. */
  private static final class Attempts extends StreamProjection<RunEvent, Attempt> {

    Attempts() {
      super(RunEvent.class, Attempt.class);
    }

    @Override
    public String name() {
      return "attempts";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public List<String> tables() {
      return List.of("attempt");
    }

    @Override
    public String ddl() {
      return "create table attempt (run text primary key, number int, version bigint)";
    }

    @Override
    protected Map<String, Attempt> load(Connection connection, String[] streamIds)
        throws SQLException {
      return StoredViews.read(
          connection,
          "select run, number, version from attempt where run = any(?)",
          streamIds,
          row -> new Attempt(row.getString(1), row.getInt(2), row.getLong(3)));
    }

    @Override
    protected Attempt evolve(@Nullable Attempt before, RunEvent fact, ProjectedEvent event) {
      var number = before == null ? 1 : before.number() + 1;
      return new Attempt(event.streamId(), number, event.sequence());
    }

    @Override
    protected long versionOf(Attempt view) {
      return view.version();
    }

    @Override
    protected void save(Connection connection, Collection<Change<Attempt>> changes)
        throws SQLException {
      Columns.of(changes.stream().map(Change::view).toList())
          .text(Attempt::run)
          .number(Attempt::number)
          .number(Attempt::version)
          .write(
              connection,
              """
              insert into attempt select * from unnest(?, ?, ?)
              on conflict (run) do update
              set number = excluded.number, version = excluded.version
              """);
    }

    @Override
    protected void announce(String tenant, Attempt after, QueryUpdateEmitter updates) {
      updates.emit(WatchAttempts.class, _ -> true, after);
    }
  }

  /** Somebody who watches a list at one node. */
  private static final class Watcher implements AutoCloseable {

    private final List<Attempt> told = new CopyOnWriteArrayList<>();
    private final UpdateHandlerRegistration<Attempt> registration;

    Watcher(Node node) {
      registration =
          node.component(QueryUpdateEmitter.class)
              .registerUpdateHandler(
                  new GenericSubscriptionQueryMessage<>(
                      new WatchAttempts(),
                      ResponseTypes.instanceOf(Attempt.class),
                      ResponseTypes.instanceOf(Attempt.class)),
                  1_024);
      registration.getUpdates().subscribe(update -> told.add(update.getPayload()));
    }

    Map<String, Integer> last() {
      var last = new HashMap<String, Integer>();
      told.forEach(attempt -> last.put(attempt.run(), attempt.number()));
      return last;
    }

    @Override
    public void close() {
      registration.getRegistration().cancel();
    }
  }

  private void tryEachOnce() {
    IntStream.range(0, MANY)
        .forEach(
            run ->
                ground.publish(
                    "run_" + run, new RunCodeInvoked(new RunId("run_" + run), 1, 1, null)));
  }

  private void awaitSegmentsOf(String owner) {
    await()
        .atMost(Ground.PATIENCE)
        .until(
            () ->
                first.component(Segments.class).active("attempts").stream()
                    .allMatch(standing -> owner.equals(standing.owner())));
  }

  private static void awaitAll(Watcher watcher, int attempts) {
    await()
        .atMost(Ground.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(watcher.last())
                    .hasSize(MANY)
                    .allSatisfy((_, number) -> assertThat(number).isEqualTo(attempts)));
  }

  @Test
  void whoeverWatchesIsToldAtEveryNodeWhateverNodeProjects() {
    awaitSegmentsOf("first");
    try (var second = new Node(ground, "second", new Attempts());
        var here = new Watcher(first);
        var there = new Watcher(second)) {
      tryEachOnce();
      awaitAll(here, 1);
      awaitAll(there, 1);

      tryEachOnce();
      awaitAll(here, 2);
      awaitAll(there, 2);
      // Whoever projects does not tell it a second time.
      assertThat(here.told).hasSize(2 * MANY);
    }
  }

  @Test
  void nobodyMissesWhatHappensWhileAnotherNodeTakesOver() {
    awaitSegmentsOf("first");
    try (var second = new Node(ground, "second", new Attempts());
        var there = new Watcher(second)) {
      tryEachOnce();
      awaitAll(there, 1);

      first.component(Projectors.class).stop();
      tryEachOnce();

      awaitAll(there, 2);
      awaitSegmentsOf("second");
    }
  }
}
