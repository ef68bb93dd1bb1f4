package dev.agentledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The streams of one generation that wait for an event that could not be digested. */
final class ParkedStreams {

  private static final String SELECT =
      """
      select distinct stream_id from projection_dead_letter
      where projection = ? and generation = ?
      """;

  private final String projection;
  private final int generation;

  ParkedStreams(Segment segment) {
    projection = segment.projection();
    generation = segment.generation();
  }

  Set<String> all(Connection connection) throws SQLException {
    return read(connection, null);
  }

  /** Those of these streams that are still parked. */
  Set<String> among(Connection connection, Collection<String> streamIds) throws SQLException {
    return read(connection, streamIds);
  }

  private Set<String> read(Connection connection, @Nullable Collection<String> among)
      throws SQLException {
    try (var select =
        connection.prepareStatement(among == null ? SELECT : SELECT + " and stream_id = any(?)")) {
      select.setString(1, projection);
      select.setInt(2, generation);
      if (among != null) {
        select.setArray(3, connection.createArrayOf("text", among.toArray()));
      }
      try (var rows = select.executeQuery()) {
        var found = new HashSet<String>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    }
  }

  /** An event that waits, and why, if it has been tried. */
  record Letter(ProjectedEvent event, @Nullable String cause) {}

  void park(Connection connection, List<Letter> letters) throws SQLException {
    Columns.of(letters)
        .text(_ -> projection)
        .number(_ -> generation)
        .text(letter -> letter.event().streamId())
        .number(letter -> letter.event().position())
        .text(letter -> letter.event().message().getIdentifier())
        .text(letter -> letter.event().contract())
        .text(letter -> letter.event().tenant())
        .text(Letter::cause)
        .write(
            connection,
            """
            insert into projection_dead_letter
              (projection, generation, stream_id, position, event_id, contract, tenant, cause)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """);
  }
}
