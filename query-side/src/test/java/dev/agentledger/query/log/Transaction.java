package dev.agentledger.query.log;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A writer of the event table whose every step a test decides. */
final class Transaction implements AutoCloseable {

  private static final String METADATA =
      "{\"tenant\":\"acme\",\"actor\":\"ada\",\"authentication\":\"internal\"}";

  private final Connection connection;

  private Transaction(Connection connection) {
    this.connection = connection;
  }

  static Transaction begin(DataSource source) throws SQLException {
    var connection = source.getConnection();
    connection.setAutoCommit(false);
    return new Transaction(connection);
  }

  /** Gets a transaction id but no position. */
  Transaction takeId() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
    return this;
  }

  /** Draws a position. */
  long append(String stream, long sequence) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into event (event_id, stream_type, stream_id, sequence, recorded_at, contract,
                               revision, metadata, payload)
            values (gen_random_uuid()::text, 'test', ?, ?, '2026-01-15T12:00:00.000Z',
                    'test.happened', '1', ?, '{}')
            returning position
            """)) {
      insert.setString(1, stream);
      insert.setLong(2, sequence);
      insert.setString(3, METADATA);
      try (var row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  void linger(int millis) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_sleep(%d / 1000.0)".formatted(millis));
    }
  }

  void commit() throws SQLException {
    connection.commit();
    connection.close();
  }

  void rollback() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Override
  public void close() throws SQLException {
    if (!connection.isClosed()) {
      rollback();
    }
  }
}
