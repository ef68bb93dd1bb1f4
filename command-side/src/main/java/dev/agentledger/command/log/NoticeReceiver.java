package dev.agentledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears on a connection of its own up to where nodes have recorded. */
final class NoticeReceiver implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NoticeReceiver.class);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int PATIENCE_SECONDS = 5;

  private final DataSource database;
  private final LongConsumer recorded;
  private final Thread receiver;
  private volatile boolean closed;

  /**
   * Hears from now on.
   *
   * @param recorded gets the position that a node has reached, or the highest number when notices
   *     may have been lost
   */
  NoticeReceiver(DataSource database, LongConsumer recorded) {
    this.database = database;
    this.recorded = recorded;
    receiver = Thread.ofVirtual().name("ledger-notices-in").start(this::receive);
  }

  private void receive() {
    while (!closed) {
      try (var connection = database.getConnection()) {
        try {
          listen(connection);
        } finally {
          Connections.abandon(connection);
        }
      } catch (SQLException failure) {
        if (!closed) {
          log.warn("Commits of other nodes are not heard for now: {}", failure.toString());
          pause();
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + NoticeSender.CHANNEL);
    }
    recorded.accept(Long.MAX_VALUE);
    var notices = connection.unwrap(PGConnection.class);
    while (!closed) {
      var received = notices.getNotifications((int) BETWEEN_CHECKS.toMillis());
      if (received == null || received.length == 0) {
        if (!connection.isValid(PATIENCE_SECONDS)) {
          throw new SQLException("The connection is silent");
        }
        continue;
      }
      for (var one : received) {
        recorded.accept(positionIn(one.getParameter()));
      }
    }
  }

  private static long positionIn(String notice) {
    try {
      return Long.parseLong(notice);
    } catch (NumberFormatException foreign) {
      return Long.MAX_VALUE;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    receiver.interrupt();
  }
}
