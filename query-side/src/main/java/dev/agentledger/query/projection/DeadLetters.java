package dev.agentledger.query.projection;

import dev.agentledger.api.projection.ParkedStream;
import dev.agentledger.api.projection.ProjectionDeadLetters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.springframework.stereotype.Component;

/** The events that wait in the generations that are read; read again from the log by position. */
@Component
class DeadLetters implements ProjectionDeadLetters {

  private static final int PATIENCE = 1_000;

  private static final String OF_STREAM = "projection = ? and generation = ? and stream_id = ?";

  private static final String PARKED =
      """
      select distinct on (d.projection, d.stream_id)
             d.projection, d.stream_id, d.event_id, d.contract, d.cause, d.parked_at, d.last_tried,
             count(*) over (partition by d.projection, d.stream_id) as waiting
      from projection_dead_letter d join projection_generation g using (projection, generation)
      where g.state = 'ACTIVE' and d.tenant = ?
      order by d.projection, d.stream_id, d.position
      """;

  private final DataSource database;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Generations generations;
  private final PositionBoard positions;
  private final QueryUpdateEmitter updates;
  private final Map<String, Projection> projections;

  DeadLetters(
      DataSource database,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Generations generations,
      PositionBoard positions,
      QueryUpdateEmitter updates,
      List<Projection> projections) {
    this.database = database;
    this.source = source;
    this.generations = generations;
    this.positions = positions;
    this.updates = updates;
    this.projections =
        projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
  }

  @Override
  public List<ParkedStream> of(String tenant) {
    return answer(connection -> parked(connection, tenant));
  }

  @Override
  public boolean retry(String projection, String streamId) {
    var code = projections.get(projection);
    if (code == null) {
      return false;
    }
    var retried =
        answer(
            connection -> {
              var generation = lock(connection, projection, streamId);
              var session = new ProjectionSession(connection, new Memory(), true);
              return new Retried(session, digest(session, code, generation, streamId));
            });
    positions.mended(projection);
    retried.session().tell(updates);
    return retried.resolved();
  }

  private record Retried(ProjectionSession session, boolean resolved) {}

  @Override
  public void discard(String projection, String streamId, String eventId) {
    answer(
        connection -> {
          var generation = lock(connection, projection, streamId);
          try (var delete =
              connection.prepareStatement(
                  """
                  delete from projection_dead_letter d
                  where %1$s and event_id = ? and position = (
                    select min(position) from projection_dead_letter where %1$s)
                  """
                      .formatted(OF_STREAM))) {
            name(delete, 1, generation, streamId);
            delete.setString(4, eventId);
            name(delete, 5, generation, streamId);
            return delete.executeUpdate();
          }
        });
  }

  private static List<ParkedStream> parked(Connection connection, String tenant)
      throws SQLException {
    try (var select = connection.prepareStatement(PARKED)) {
      select.setString(1, tenant);
      try (var rows = select.executeQuery()) {
        var found = new ArrayList<ParkedStream>();
        while (rows.next()) {
          found.add(
              new ParkedStream(
                  rows.getString("projection"),
                  rows.getString("stream_id"),
                  rows.getString("event_id"),
                  rows.getString("contract"),
                  rows.getLong("waiting"),
                  rows.getString("cause"),
                  rows.getObject("parked_at", OffsetDateTime.class).toInstant(),
                  rows.getObject("last_tried", OffsetDateTime.class).toInstant()));
        }
        found.sort(Comparator.comparing(ParkedStream::since));
        return found;
      }
    }
  }

  /** Whoever writes the segment of the stream waits until this transaction ends. */
  private Generation lock(Connection connection, String projection, String streamId)
      throws SQLException {
    var generation =
        generations.of(connection, projection).stream()
            .filter(found -> found.state() == Generation.State.ACTIVE)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("Nothing is read of " + projection));
    for (var part = 0; part < generation.segments(); part++) {
      if (generation.segment(part).owns(streamId)) {
        try (var select =
            connection.prepareStatement(
                """
                select set_config('search_path', ?, true) from projection_segment
                where projection = ? and generation = ? and segment = ?
                for update
                """)) {
          select.setString(1, generation.searchPath());
          select.setString(2, projection);
          select.setInt(3, generation.number());
          select.setInt(4, part);
          select.execute();
        }
      }
    }
    return generation;
  }

  /** Whether nothing waits any more. */
  private boolean digest(
      ProjectionSession session, Projection code, Generation generation, String streamId)
      throws SQLException {
    var connection = session.connection();
    for (var position : parked(connection, generation, streamId)) {
      for (var event : at(position)) {
        var failure = SegmentWriter.attempt(code, event, session);
        if (failure != null) {
          failed(connection, generation, streamId, position, SegmentWriter.causeOf(failure));
          return false;
        }
      }
      try (var delete =
          connection.prepareStatement(
              "delete from projection_dead_letter where %s and position = ?"
                  .formatted(OF_STREAM))) {
        name(delete, 1, generation, streamId);
        delete.setLong(4, position);
        delete.executeUpdate();
      }
    }
    return true;
  }

  private static void failed(
      Connection connection, Generation generation, String streamId, long position, String cause)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update projection_dead_letter set cause = ?, last_tried = now()
            where %s and position = ?
            """
                .formatted(OF_STREAM))) {
      update.setString(1, cause);
      name(update, 2, generation, streamId);
      update.setLong(5, position);
      update.executeUpdate();
    }
  }

  private static List<Long> parked(Connection connection, Generation generation, String streamId)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select position from projection_dead_letter where %s order by position"
                .formatted(OF_STREAM))) {
      name(select, 1, generation, streamId);
      try (var rows = select.executeQuery()) {
        var found = new ArrayList<Long>();
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
        return found;
      }
    }
  }

  private List<ProjectedEvent> at(long position) {
    var found = new ArrayList<ProjectedEvent>();
    try (var stream =
        source.openStream(position == 1 ? null : new GlobalSequenceTrackingToken(position - 1))) {
      while (stream.hasNextAvailable(PATIENCE, TimeUnit.MILLISECONDS)) {
        var event = stream.nextAvailable();
        var reached = ProjectedEvent.positionOf(event);
        if (reached > position) {
          break;
        }
        if (reached == position) {
          found.add(ProjectedEvent.of(event));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while an event was read again", interrupted);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("The log does not give back the event at " + position);
    }
    return found;
  }

  private static void name(
      PreparedStatement statement, int first, Generation generation, String streamId)
      throws SQLException {
    statement.setString(first, generation.projection());
    statement.setInt(first + 1, generation.number());
    statement.setString(first + 2, streamId);
  }

  private <T> T answer(Transaction.Work<T> work) {
    try {
      return Transaction.run(database, work);
    } catch (SQLException failure) {
      throw new IllegalStateException("The dead letters cannot be reached", failure);
    }
  }
}
