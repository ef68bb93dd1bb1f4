package dev.agentledger.query.projection.rebuild;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.ProjectionSession;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the events of each run; says which version counted. */
final class Tally implements Projection {

  private final String name;
  private final int version;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long allowed = Long.MAX_VALUE;
  private boolean dead;

  /** The positions of the events that rebuilds have written. */
  final Set<Long> rebuilt = new ConcurrentSkipListSet<>();

  Tally(String name, int version) {
    this.name = name;
    this.version = version;
  }

  private record Row(String streamId, long version, long events) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public List<String> tables() {
    return List.of(name);
  }

  @Override
  public Set<Class<? extends DomainEvent>> families() {
    return Set.of(RunEvent.class);
  }

  @Override
  public String ddl() {
    return """
    create table %1$s (
      stream_id text primary key, stream_version bigint not null, events bigint not null,
      counted_by bigint not null);
    create index %1$s_by_events on %1$s (events);
    """
        .formatted(name);
  }

  @Override
  public void apply(List<ProjectedEvent> batch, ProjectionSession session) throws SQLException {
    if (Thread.currentThread().getName().startsWith("rebuild-")) {
      waitForLeave(batch.size());
      batch.forEach(event -> rebuilt.add(event.position()));
    }
    var rows = new LinkedHashMap<String, Row>();
    for (var event : batch) {
      rows.merge(
          event.streamId(),
          new Row(event.streamId(), event.sequence(), 1),
          (before, next) ->
              new Row(before.streamId(), next.version(), before.events() + next.events()));
    }
    Columns.of(rows.values())
        .text(Row::streamId)
        .number(Row::version)
        .number(Row::events)
        .number(_ -> version)
        .write(
            session.connection(),
            """
            insert into %1$s (stream_id, stream_version, events, counted_by)
            select * from unnest(?, ?, ?, ?)
            on conflict (stream_id) do update
            set stream_version = excluded.stream_version,
                events = %1$s.events + excluded.events
            where %1$s.stream_version < excluded.stream_version
            """
                .formatted(name));
  }

  /** How many more events a rebuild may write. */
  void allow(long events) {
    lock.lock();
    try {
      allowed = events;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The process that it runs in dies. */
  void die() {
    lock.lock();
    try {
      dead = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void waitForLeave(int events) throws SQLException {
    lock.lock();
    try {
      while (allowed < events && !dead) {
        changed.await();
      }
      if (dead) {
        throw new SQLNonTransientConnectionException("The process is dead", "08006");
      }
      allowed -= events;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } finally {
      lock.unlock();
    }
  }
}
