package dev.agentledger.query.projection;

import dev.agentledger.query.projection.Generation.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The fillings of each projection's tables, and which of them is read. */
@Component
public class Generations {

  private static final String SELECT =
      "select projection, generation, version, ddl, segments, state from projection_generation";

  private final DataSource database;

  public Generations(DataSource database) {
    this.database = database;
  }

  public List<Generation> all() throws SQLException {
    return Transaction.run(
        database,
        connection -> read(connection, SELECT + " order by projection, generation", null));
  }

  /** The generations of a projection, oldest first. */
  public List<Generation> of(String projection) throws SQLException {
    return Transaction.run(database, connection -> of(connection, projection));
  }

  public Optional<Generation> active(String projection) throws SQLException {
    return of(projection).stream().filter(found -> found.state() == State.ACTIVE).findFirst();
  }

  /** Makes the first generation of a projection, unless there is one. */
  void prepare(Projection projection, int segments) throws SQLException {
    Transaction.run(
        database,
        connection -> {
          lock(connection, projection.name());
          if (of(connection, projection.name()).isEmpty()) {
            var first = create(connection, projection, segments);
            index(connection, first);
            activate(connection, projection, first);
          }
          return null;
        });
  }

  /** One transaction at a time makes, switches or drops generations of a projection. */
  public void lock(Connection connection, String projection) throws SQLException {
    execute(
        connection,
        "select pg_advisory_xact_lock(hashtextextended('projection ' || ?, 0))",
        projection);
  }

  /**
   * Makes an empty generation, without the indexes that only readers need; the caller holds the
   * lock.
   */
  public Generation create(Connection connection, Projection projection, int segments)
      throws SQLException {
    var generation =
        new Generation(
            projection.name(),
            next(connection, projection.name()),
            projection.version(),
            projection.ddl(),
            segments,
            State.FILLING);
    execute(
        connection,
        """
        insert into projection_generation (projection, generation, version, ddl, segments, state)
        values (?, ?, ?, ?, ?, ?)
        """,
        generation.projection(),
        generation.number(),
        generation.version(),
        generation.ddl(),
        segments,
        State.FILLING.name());
    execute(
        connection,
        """
        insert into projection_segment (projection, generation, segment)
        select ?, ?, generate_series(0, ? - 1)
        """,
        generation.projection(),
        generation.number(),
        segments);
    script(connection, "drop schema if exists %s cascade".formatted(generation.schema()));
    script(connection, "create schema " + generation.schema());
    script(connection, "set local search_path = " + generation.schema());
    script(connection, new TableScript(generation.ddl()).tables());
    script(connection, "set local search_path to default");
    return generation;
  }

  /** Makes what readers will need of a generation that is filled; at once if it is there. */
  public void complete(Projection projection, Generation generation) throws SQLException {
    Transaction.run(
        database,
        connection -> {
          index(connection, generation);
          for (var table : projection.tables()) {
            script(connection, "analyze %s.%s".formatted(generation.schema(), table));
          }
          return null;
        });
  }

  private static void index(Connection connection, Generation generation) throws SQLException {
    script(connection, "set local search_path = " + generation.schema());
    for (var index : new TableScript(generation.ddl()).indexes()) {
      script(connection, index);
    }
    script(connection, "set local search_path to default");
  }

  /** A number that no generation has had, since a process may still hold leases on one dropped. */
  private static int next(Connection connection, String projection) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select coalesce(max(generation), 0) + 1 from (
              select generation from projection_generation where projection = ?
              union all select generation from projection_rebuild where projection = ?) known
            """)) {
      select.setString(1, projection);
      select.setString(2, projection);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /**
   * Makes readers see this generation. The one they saw is kept, and the one kept until now is
   * dropped. Who writes either has to claim it anew; the caller holds the lock.
   */
  public void activate(Connection connection, Projection projection, Generation generation)
      throws SQLException {
    var sameTables = true;
    for (var other : of(connection, generation.projection())) {
      if (other.number() != generation.number()) {
        switch (other.state()) {
          case ACTIVE -> {
            sameTables = other.ddl().equals(generation.ddl());
            become(connection, other, State.PREVIOUS);
          }
          case PREVIOUS -> drop(connection, other);
          case FILLING -> {}
        }
      }
    }
    become(connection, generation, State.ACTIVE);
    for (var table : projection.tables()) {
      if (!sameTables) {
        script(connection, "drop view if exists public." + table);
      }
      script(
          connection,
          "create or replace view public.%1$s as select * from %2$s.%1$s"
              .formatted(table, generation.schema()));
    }
  }

  /** Forgets a generation that is not read; the caller holds the lock. */
  public void drop(Connection connection, Generation generation) throws SQLException {
    execute(
        connection,
        "delete from projection_generation where projection = ? and generation = ?",
        generation.projection(),
        generation.number());
    script(connection, "drop schema if exists %s cascade".formatted(generation.schema()));
  }

  private static void become(Connection connection, Generation generation, State state)
      throws SQLException {
    execute(
        connection,
        "update projection_generation set state = ? where projection = ? and generation = ?",
        state.name(),
        generation.projection(),
        generation.number());
    execute(
        connection,
        """
        update projection_segment set owner = null, lease_until = null
        where projection = ? and generation = ?
        """,
        generation.projection(),
        generation.number());
  }

  /** The generations of a projection as this transaction sees them, oldest first. */
  public List<Generation> of(Connection connection, String projection) throws SQLException {
    return read(connection, SELECT + " where projection = ? order by generation", projection);
  }

  private static List<Generation> read(
      Connection connection, String sql, @Nullable String projection) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      if (projection != null) {
        select.setString(1, projection);
      }
      try (var rows = select.executeQuery()) {
        var found = new ArrayList<Generation>();
        while (rows.next()) {
          found.add(generation(rows));
        }
        return found;
      }
    }
  }

  private static Generation generation(ResultSet row) throws SQLException {
    return new Generation(
        row.getString("projection"),
        row.getInt("generation"),
        row.getInt("version"),
        row.getString("ddl"),
        row.getInt("segments"),
        State.valueOf(row.getString("state")));
  }

  private static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private static void script(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
