package dev.agentledger.query.projection;

import dev.agentledger.query.projection.ParkedStreams.Letter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the events of one segment, batch by batch, each with the segment's position in one
 * transaction.
 *
 * <p>A batch that fails is written again event by event; an event that fails even then waits with
 * its stream, and the others go on. A fault of the environment is handed to the caller.
 */
public final class SegmentWriter {

  private static final Logger log = LoggerFactory.getLogger(SegmentWriter.class);
  private static final int ATTEMPTS = 3;

  private final DataSource database;
  private final Segments segments;
  private final Projection projection;
  private final Generation generation;
  private final Lease lease;
  private final @Nullable QueryUpdateEmitter updates;
  private final Memory memory = new Memory();
  private final ParkedStreams parkedStreams;
  private final Set<String> parked = new HashSet<>();

  /**
   * @param updates who is told of what is written; nobody while a generation is filled
   */
  public SegmentWriter(
      DataSource database,
      Segments segments,
      Projection projection,
      Generation generation,
      Lease lease,
      @Nullable QueryUpdateEmitter updates)
      throws SQLException {
    this.database = database;
    this.segments = segments;
    this.projection = projection;
    this.generation = generation;
    this.lease = lease;
    this.updates = updates;
    parkedStreams = new ParkedStreams(lease.segment());
    parked.addAll(Transaction.run(database, parkedStreams::all));
  }

  /**
   * Writes events of this segment.
   *
   * @param reached the position up to which there are no others
   * @throws LeaseLost when the segment is another's, and nothing was written
   */
  public void write(List<ProjectedEvent> events, long reached) throws SQLException {
    lease.requireHeld();
    if (events.isEmpty()) {
      lease.pass(reached);
      return;
    }
    try {
      commit(reached, session -> atOnce(events, session));
    } catch (SQLException | RuntimeException failure) {
      memory.forgetAll();
      if (failure instanceof LeaseLost || Faults.isOfTheEnvironment(failure)) {
        throw failure;
      }
      log.debug("{} goes on event by event", lease.segment(), failure);
      oneByOne(events, reached);
    }
  }

  private void oneByOne(List<ProjectedEvent> events, long reached) throws SQLException {
    try {
      commit(
          reached,
          session -> {
            for (var event : events) {
              one(event, session);
            }
          });
    } catch (SQLException | RuntimeException failure) {
      memory.forgetAll();
      throw failure;
    }
  }

  /** What a transaction writes. */
  @FunctionalInterface
  private interface Writing {
    void on(ProjectionSession session) throws SQLException;
  }

  private void commit(long reached, Writing writing) throws SQLException {
    var asked = System.nanoTime();
    var written =
        Transaction.run(
            database,
            connection -> {
              segments.advance(connection, lease, generation, reached);
              var session = new ProjectionSession(connection, memory, updates != null);
              writing.on(session);
              return session;
            });
    lease.stored(reached, asked);
    if (updates != null) {
      written.tell(updates);
    }
  }

  private void atOnce(List<ProjectedEvent> events, ProjectionSession session) throws SQLException {
    var connection = session.connection();
    var waiting = stillParked(events, connection);
    if (waiting.isEmpty()) {
      projection.apply(events, session);
      return;
    }
    var letters = new ArrayList<Letter>();
    var others = new ArrayList<ProjectedEvent>();
    for (var event : events) {
      if (waiting.contains(event.streamId())) {
        letters.add(new Letter(event, null));
      } else {
        others.add(event);
      }
    }
    parkedStreams.park(connection, letters);
    if (!others.isEmpty()) {
      projection.apply(others, session);
    }
  }

  /** An operator may have mended a stream meanwhile; the lock on the segment's row says when. */
  private Set<String> stillParked(List<ProjectedEvent> events, Connection connection)
      throws SQLException {
    if (parked.isEmpty()) {
      return Set.of();
    }
    var suspects =
        events.stream()
            .map(ProjectedEvent::streamId)
            .filter(parked::contains)
            .collect(Collectors.toSet());
    if (suspects.isEmpty()) {
      return Set.of();
    }
    var found = parkedStreams.among(connection, suspects);
    suspects.removeAll(found);
    parked.removeAll(suspects);
    return found;
  }

  private void one(ProjectedEvent event, ProjectionSession session) throws SQLException {
    if (!stillParked(List.of(event), session.connection()).isEmpty()) {
      parkedStreams.park(session.connection(), List.of(new Letter(event, null)));
      return;
    }
    for (var attempt = 1; ; attempt++) {
      var failure = attempt(projection, event, session);
      if (failure == null) {
        return;
      }
      log.warn(
          "{} failed at {} of {}, attempt {} of {}",
          projection.name(),
          event.contract(),
          event.streamId(),
          attempt,
          ATTEMPTS,
          failure);
      if (attempt == ATTEMPTS) {
        parkedStreams.park(session.connection(), List.of(new Letter(event, causeOf(failure))));
        parked.add(event.streamId());
        return;
      }
    }
  }

  /**
   * Writes one event inside a savepoint of its own, without which PostgreSQL would accept nothing
   * more after an error.
   *
   * @return why the event cannot be digested; nothing of it is written then
   */
  static @Nullable Exception attempt(
      Projection projection, ProjectedEvent event, ProjectionSession session) throws SQLException {
    var told = session.announced();
    var savepoint = session.connection().setSavepoint();
    try {
      projection.apply(List.of(event), session);
      session.connection().releaseSavepoint(savepoint);
      return null;
    } catch (SQLException | RuntimeException failure) {
      if (Faults.isOfTheEnvironment(failure)) {
        throw failure;
      }
      session.connection().rollback(savepoint);
      session.memory().forget(event.streamId());
      session.forgetAnnouncementsAfter(told);
      return failure;
    }
  }

  static String causeOf(Exception failure) {
    return (failure.getClass().getName() + ": " + failure.getMessage()).replace('\0', '\uFFFD');
  }
}
