package dev.agentledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is done on one connection of a pool, wholly or not at all. */
final class Transaction {

  private Transaction() {}

  /** Statements that end in an answer. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  static <T extends @Nullable Object> T run(DataSource database, Work<T> work) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var answer = work.on(connection);
        connection.commit();
        return answer;
      } catch (Throwable failure) {
        try {
          connection.rollback();
        } catch (SQLException alsoFailed) {
          failure.addSuppressed(alsoFailed);
        }
        throw failure;
      }
    }
  }
}
