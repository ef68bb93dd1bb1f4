package dev.agentledger.benchmarks.limit;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.measure.Passes;
import java.sql.SQLException;

/** Rows of the log written by the database itself from rows that it already has. */
public final class BareCopying {

  private static final String COPY =
      """
      insert into event (stream, recorded_at, event_id, sequence, circumstance, contract, shape,
                         payload)
      select stream, recorded_at, event_id, sequence, circumstance, contract, shape, payload
      from source order by position
      """;

  private final BenchmarkDatabase database;

  /**
   * @param database whose log is then the source and afterwards empty
   */
  public BareCopying(BenchmarkDatabase database) throws SQLException {
    this.database = database;
    database.execute("create unlogged table source as select * from event", "truncate event");
  }

  /** Writes all rows in one statement into the empty log. */
  public Passes.Done copy() throws SQLException {
    database.execute("truncate event", "checkpoint");
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      var begin = System.nanoTime();
      var rows = statement.executeLargeUpdate(COPY);
      return new Passes.Done(rows, System.nanoTime() - begin);
    }
  }
}
