package dev.agentledger.query.projection.rebuild;

import dev.agentledger.api.projection.ParkedStream;
import dev.agentledger.api.projection.ProjectionDeadLetters;
import dev.agentledger.api.projection.ProjectionView;
import dev.agentledger.api.projection.Projections;
import dev.agentledger.api.projection.ServingGeneration;
import dev.agentledger.query.projection.Generation;
import dev.agentledger.query.projection.Generation.State;
import dev.agentledger.query.projection.Generations;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.ProjectionFailures;
import dev.agentledger.query.projection.Segments;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** How the projections stand, put together from what is stored and what this process sees. */
@Component
class ProjectionRegister implements Projections {

  private static final double MILLIS_OF_A_SECOND = 1_000;

  private final DataSource database;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Generations generations;
  private final Segments segments;
  private final ProjectionDeadLetters letters;
  private final ProjectionFailures failures;
  private final RebuildTable rebuilds;
  private final Speeds speeds;
  private final Map<String, Projection> projections = new TreeMap<>();

  ProjectionRegister(
      DataSource database,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Generations generations,
      Segments segments,
      ProjectionDeadLetters letters,
      ProjectionFailures failures,
      RebuildTable rebuilds,
      Speeds speeds,
      List<Projection> projections) {
    this.database = database;
    this.source = source;
    this.generations = generations;
    this.segments = segments;
    this.letters = letters;
    this.failures = failures;
    this.rebuilds = rebuilds;
    this.speeds = speeds;
    projections.forEach(projection -> this.projections.put(projection.name(), projection));
  }

  @Override
  public List<ProjectionView> all(String tenant) {
    var parked = letters.of(tenant);
    return projections.values().stream().map(projection -> view(projection, parked)).toList();
  }

  @Override
  public Optional<ProjectionView> find(String tenant, String name) {
    return Optional.ofNullable(projections.get(name))
        .map(projection -> view(projection, letters.of(tenant)));
  }

  @Override
  public long head() {
    return Heads.of(source);
  }

  private ProjectionView view(Projection projection, List<ParkedStream> parked) {
    try (var connection = database.getConnection()) {
      var known = generations.of(connection, projection.name());
      var active = in(State.ACTIVE, known).orElseThrow();
      var position =
          segments.active(projection.name()).stream()
              .mapToLong(Segments.Standing::position)
              .min()
              .orElse(0);
      var head = Math.max(head(), position);
      return new ProjectionView(
          projection.name(),
          projection.version(),
          new ServingGeneration(active.number(), active.version()),
          in(State.PREVIOUS, known)
              .map(kept -> new ServingGeneration(kept.number(), kept.version()))
              .orElse(null),
          position,
          head,
          head - position,
          position < head ? secondsSince(connection, position) : 0,
          speeds.of(projection.name()),
          failures.of(projection.name()),
          parked(connection, active),
          parked.stream().filter(it -> it.projection().equals(projection.name())).toList(),
          rebuilds
              .open(connection, projection.name())
              .map(rebuild -> rebuild.view(head))
              .orElse(null));
    } catch (SQLException failure) {
      throw new DataAccessResourceFailureException("The projections cannot be reached", failure);
    }
  }

  private static Optional<Generation> in(State state, List<Generation> known) {
    return known.stream().filter(generation -> generation.state() == state).findFirst();
  }

  private static long parked(Connection connection, Generation active) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select count(*) from projection_dead_letter where projection = ? and generation = ?")) {
      select.setString(1, active.projection());
      select.setInt(2, active.number());
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** For how long the first event after a position has been in the log. */
  private double secondsSince(Connection connection, long position) throws SQLException {
    try (var stream =
        source.openStream(position == 0 ? null : new GlobalSequenceTrackingToken(position))) {
      if (!stream.hasNextAvailable()) {
        return 0;
      }
      var since = Duration.between(stream.nextAvailable().getTimestamp(), now(connection));
      return Math.max(0, since.toMillis()) / MILLIS_OF_A_SECOND;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("select clock_timestamp()");
        var row = select.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
