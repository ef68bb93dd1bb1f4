package dev.agentledger.benchmarks.limit;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.measure.Work;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rows of the run that is in the log, written again and again by one statement and one
 * transaction each, with nothing decided, checked or made into JSON.
 */
public final class BareAppends implements Work {

  private static final String INSERT =
      """
      insert into event (stream, recorded_at, event_id, sequence, circumstance, contract, shape,
                         payload)
      values\s""";
  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?)";
  private static final int COLUMNS = 8;

  /** Streams of different writers must not be the same. */
  private static final AtomicLong STREAMS = new AtomicLong(1_000_000);

  private final List<Row> rows;
  private final int batch;
  private final Connection connection;
  private final PreparedStatement insert;
  private long stream;
  private int next;

  private BareAppends(Connection connection, List<Row> rows, int batch) throws SQLException {
    this.connection = connection;
    this.rows = rows;
    this.batch = batch;
    insert = connection.prepareStatement(INSERT + ROW + (", " + ROW).repeat(batch - 1));
  }

  private static final class Row {

    private final int sequence;
    private final int circumstance;
    private final short contract;
    private final short shape;
    private final byte[] payload;

    private Row(ResultSet found) throws SQLException {
      sequence = found.getInt(1);
      circumstance = found.getInt(2);
      contract = found.getShort(3);
      shape = found.getShort(4);
      payload = found.getBytes(5);
    }
  }

  /** So many rows in each transaction; each lane has a connection of its own. */
  public static Work.Lanes inBatchesOf(int batch, BenchmarkDatabase database) throws SQLException {
    var rows = recorded(database);
    return _ -> new BareAppends(database.connect(), rows, batch);
  }

  @Override
  public int once() throws SQLException {
    for (var row = 0; row < batch; row++) {
      if (next == 0) {
        stream = STREAMS.incrementAndGet();
      }
      set(row * COLUMNS, rows.get(next));
      next = (next + 1) % rows.size();
    }
    return insert.executeUpdate();
  }

  private void set(int before, Row row) throws SQLException {
    insert.setLong(before + 1, stream);
    insert.setLong(before + 2, System.currentTimeMillis());
    insert.setObject(before + 3, UUID.randomUUID());
    insert.setInt(before + 4, row.sequence);
    insert.setInt(before + 5, row.circumstance);
    insert.setShort(before + 6, row.contract);
    insert.setShort(before + 7, row.shape);
    insert.setBytes(before + 8, row.payload);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static List<Row> recorded(BenchmarkDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                """
                select sequence, circumstance, contract, shape, payload
                from event order by position
                """)) {
      var rows = new ArrayList<Row>();
      while (found.next()) {
        rows.add(new Row(found));
      }
      return rows;
    }
  }
}
