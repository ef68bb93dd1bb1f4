package dev.agentledger.query.projection;

import dev.agentledger.events.DomainEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A read model: a function of the log, kept in tables.
 *
 * <p>What it writes must depend on the events alone, and writing an event again must change
 * nothing.
 */
public interface Projection {

  /** The {@link #rest} of what only people look at. */
  Duration LONG_REST = Duration.ofMillis(200);

  /** In kebab case; never changes. */
  String name();

  /** Raised whenever the same log would give other rows. */
  int version();

  /** What {@link #ddl} creates and what is read; each stands behind a view of its own name. */
  List<String> tables();

  /** The kinds of event that concern it; {@code DomainEvent} itself stands for all. */
  Set<Class<? extends DomainEvent>> families();

  /**
   * Writes events of whole streams, in their order, by the session's connection.
   *
   * <p>Called by one thread at a time for each segment, by several for different segments.
   */
  void apply(List<ProjectedEvent> batch, ProjectionSession session) throws SQLException;

  /**
   * Creates the tables, under names without a schema.
   *
   * <p>A new generation gets its indexes, each a {@code create index} at the beginning of a line,
   * only when it is filled; what {@link #apply} looks up needs a primary key or a unique index.
   */
  default String ddl() {
    var resource = "/projection/" + name() + ".sql";
    try (var text = getClass().getResourceAsStream(resource)) {
      if (text == null) {
        throw new IllegalStateException("There is no " + resource);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * How long its writers rest at least between two batches where the log grows fast: so much later
   * readers see what happens, and so much more is written with the same statements.
   */
  default Duration rest() {
    return Duration.ZERO;
  }

  /** Whether events of this type concern it. */
  default boolean concerns(Class<?> type) {
    return families().stream().anyMatch(family -> family.isAssignableFrom(type));
  }
}
