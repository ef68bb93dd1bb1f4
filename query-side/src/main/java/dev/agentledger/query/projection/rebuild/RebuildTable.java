package dev.agentledger.query.projection.rebuild;

import dev.agentledger.api.projection.GenerationComparison;
import dev.agentledger.api.projection.RebuildKind;
import dev.agentledger.api.projection.RebuildState;
import dev.agentledger.api.projection.SwitchMode;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Generation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rebuilds that are under way, and those that were. */
@Component
class RebuildTable {

  private static final String ENDED =
      "case when ? in ('SWITCHED', 'CANCELLED', 'FAILED') then clock_timestamp() end";

  private final DataSource database;

  RebuildTable(DataSource database) {
    this.database = database;
  }

  void add(
      Connection connection,
      String id,
      RebuildKind kind,
      Generation generation,
      int version,
      SwitchMode switching,
      String by)
      throws SQLException {
    update(
        connection,
        """
        insert into projection_rebuild
          (rebuild_id, projection, kind, generation, version, state, switching, started_by)
        values (?, ?, ?, ?, ?, 'RUNNING', ?, ?)
        """,
        id,
        generation.projection(),
        kind.name(),
        generation.number(),
        version,
        switching.name(),
        by);
  }

  Optional<Rebuild> find(String id) throws SQLException {
    try (var connection = database.getConnection()) {
      return find(connection, id);
    }
  }

  Optional<Rebuild> find(Connection connection, String id) throws SQLException {
    return read(connection, "where rebuild_id = ?", id).stream().findFirst();
  }

  /** The one of a projection that is not over, if there is one. */
  Optional<Rebuild> open(Connection connection, String projection) throws SQLException {
    return read(
            connection,
            "where projection = ? and state not in ('SWITCHED', 'CANCELLED')",
            projection)
        .stream()
        .findFirst();
  }

  /** Those of a projection, newest first. */
  List<Rebuild> of(String projection) throws SQLException {
    try (var connection = database.getConnection()) {
      return read(
          connection, "where projection = ? order by started_at desc, rebuild_id desc", projection);
    }
  }

  /** All that are not over. */
  List<Rebuild> open() throws SQLException {
    try (var connection = database.getConnection()) {
      return read(connection, "where state not in ('SWITCHED', 'CANCELLED')");
    }
  }

  /**
   * Goes from one state to another.
   *
   * @return whether it was in one of those states
   */
  boolean become(String id, Set<RebuildState> before, RebuildState after, @Nullable String reason)
      throws SQLException {
    try (var connection = database.getConnection()) {
      return become(connection, id, before, after, reason);
    }
  }

  boolean become(
      Connection connection,
      String id,
      Set<RebuildState> before,
      RebuildState after,
      @Nullable String reason)
      throws SQLException {
    return update(
            connection,
            """
            update projection_rebuild set state = ?, reason = ?, ended_at = %s
            where rebuild_id = ? and state = any(?)
            """
                .formatted(ENDED),
            after.name(),
            reason,
            after.name(),
            id,
            connection.createArrayOf("text", before.stream().map(Enum::name).toArray()))
        > 0;
  }

  boolean confirm(String id) throws SQLException {
    try (var connection = database.getConnection()) {
      return update(
              connection,
              """
              update projection_rebuild set confirmed = true
              where rebuild_id = ? and state = 'AWAITING_CONFIRMATION'
              """,
              id)
          > 0;
    }
  }

  /**
   * Notes what a comparison found.
   *
   * @param reason why somebody is to confirm the switch; absent when nobody need
   */
  void compared(String id, GenerationComparison comparison, @Nullable String reason)
      throws SQLException {
    try (var connection = database.getConnection()) {
      update(
          connection,
          """
          update projection_rebuild set comparison = ?, reason = ?, state = ?
          where rebuild_id = ? and state = 'COMPARING'
          """,
          Documents.write(comparison),
          reason,
          (reason == null ? RebuildState.COMPARING : RebuildState.AWAITING_CONFIRMATION).name(),
          id);
    }
  }

  /** Goes on from where it was paused or has failed; what was compared is compared again. */
  boolean resume(String id) throws SQLException {
    try (var connection = database.getConnection()) {
      return resume(connection, id, EnumSet.of(RebuildState.PAUSED, RebuildState.FAILED));
    }
  }

  boolean resume(Connection connection, String id, Set<RebuildState> before) throws SQLException {
    return update(
            connection,
            """
            update projection_rebuild
            set state = 'RUNNING', reason = null, comparison = null, confirmed = false,
                ended_at = null
            where rebuild_id = ? and state = any(?)
            """,
            id,
            connection.createArrayOf("text", before.stream().map(Enum::name).toArray()))
        > 0;
  }

  /** Notes how far a rebuild has come; what its row says then. */
  Optional<Rebuild> progress(String id, long position, long written, double rate)
      throws SQLException {
    try (var connection = database.getConnection()) {
      progress(connection, id, position, written, rate);
      return find(connection, id);
    }
  }

  void progress(Connection connection, String id, long position, long written, double rate)
      throws SQLException {
    update(
        connection,
        """
        update projection_rebuild
        set position = greatest(position, ?), events = events + ?, rate = ?
        where rebuild_id = ?
        """,
        position,
        written,
        rate,
        id);
  }

  private static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static List<Rebuild> read(Connection connection, String which, Object... values)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select rebuild_id, projection, kind, generation, version, state, switching, confirmed,
                   comparison, reason, position, events, rate, started_by, started_at, ended_at
            from projection_rebuild
            """
                + which)) {
      for (var i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (var rows = select.executeQuery()) {
        var found = new ArrayList<Rebuild>();
        while (rows.next()) {
          found.add(rebuild(rows));
        }
        return found;
      }
    }
  }

  private static Rebuild rebuild(ResultSet row) throws SQLException {
    var comparison = row.getString("comparison");
    var ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Rebuild(
        row.getString("rebuild_id"),
        row.getString("projection"),
        RebuildKind.valueOf(row.getString("kind")),
        row.getInt("generation"),
        row.getInt("version"),
        RebuildState.valueOf(row.getString("state")),
        SwitchMode.valueOf(row.getString("switching")),
        row.getBoolean("confirmed"),
        comparison == null ? null : Documents.read(comparison, GenerationComparison.class),
        row.getString("reason"),
        row.getLong("position"),
        row.getLong("events"),
        row.getDouble("rate"),
        row.getString("started_by"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant());
  }
}
