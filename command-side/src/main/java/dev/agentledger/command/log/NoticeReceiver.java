package dev.agentledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears on a connection of its own what other nodes have recorded. */
final class NoticeReceiver implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NoticeReceiver.class);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int PATIENCE_SECONDS = 5;

  private final DataSource database;
  private final String node;
  private final LongConsumer recordedElsewhere;
  private final Thread receiver;
  private volatile boolean closed;

  /**
   * Hears from now on.
   *
   * @param recordedElsewhere gets the position that another node has reached, or the highest number
   *     when notices may have been lost
   */
  NoticeReceiver(DataSource database, String node, LongConsumer recordedElsewhere) {
    this.database = database;
    this.node = node;
    this.recordedElsewhere = recordedElsewhere;
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
      statement.execute("listen " + Notice.CHANNEL);
    }
    recordedElsewhere.accept(Long.MAX_VALUE);
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
        var notice = Notice.of(one.getParameter());
        if (notice != null && !notice.node().equals(node)) {
          recordedElsewhere.accept(notice.position());
        }
      }
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
