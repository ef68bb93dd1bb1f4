package dev.agentledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A writer of the event table whose every step a test decides. */
final class WritingTransaction implements AutoCloseable {

  private final Connection connection;

  private WritingTransaction(Connection connection) {
    this.connection = connection;
  }

  /** What the events of all such transactions refer to. */
  static void prepare(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into dictionary (name, revision) values ('test', ''), ('test.happened', '1')
          on conflict do nothing;
          insert into stream (id, type, tenant, version, first_position)
          select 'raw', id, 'acme', 0, 0 from dictionary where name = 'test'
          on conflict do nothing
          """);
    }
  }

  static WritingTransaction begin(DataSource database) throws SQLException {
    var connection = database.getConnection();
    connection.setAutoCommit(false);
    return new WritingTransaction(connection);
  }

  /** Gets a transaction id but no position. */
  WritingTransaction takeId() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
    return this;
  }

  /** Draws a position. */
  long append() throws SQLException {
    return append(1);
  }

  /** Draws as many positions; the last is returned. */
  long append(int events) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            with recorded as (
              insert into event (event_id, stream, sequence, recorded_at, contract, metadata, payload)
              select gen_random_uuid(), stream.key, 0, 0, dictionary.id,
                     '{"tenant":"acme","actor":"ada","authentication":"internal"}', '{}'
              from stream, dictionary, generate_series(1, ?)
              where stream.id = 'raw' and dictionary.name = 'test.happened'
              returning position)
            select max(position) from recorded
            """)) {
      insert.setInt(1, events);
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
