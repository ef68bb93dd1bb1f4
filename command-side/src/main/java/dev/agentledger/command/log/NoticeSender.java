package dev.agentledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes that this one has recorded something: beside the append, never in it, and
 * once for all that was recorded meanwhile.
 */
final class NoticeSender implements AutoCloseable {

  static final String CHANNEL = "ledger_log";

  private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);
  private static final Duration BETWEEN_NOTICES = Duration.ofMillis(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final DataSource database;
  private final Semaphore recorded = new Semaphore(0);
  private volatile long position;
  private volatile boolean closed;
  private volatile @Nullable Thread sender;
  private @Nullable Connection connection;

  NoticeSender(DataSource database) {
    this.database = database;
  }

  void recorded(long upTo) {
    position = upTo;
    if (sender == null) {
      start();
    }
    recorded.release();
  }

  private synchronized void start() {
    if (sender == null && !closed) {
      sender = Thread.ofVirtual().name("ledger-notices-out").start(this::send);
    }
  }

  private void send() {
    try {
      while (!closed) {
        recorded.acquire();
        recorded.drainPermits();
        try {
          send(position);
          Thread.sleep(BETWEEN_NOTICES);
        } catch (SQLException failure) {
          abandon();
          if (closed) {
            return;
          }
          log.warn("Other nodes cannot be told of commits for now: {}", failure.toString());
          recorded.release();
          Thread.sleep(AFTER_FAILURE);
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      abandon();
    }
  }

  private void send(long upTo) throws SQLException {
    if (connection == null) {
      connection = open();
    }
    try (var statement = connection.prepareStatement("select pg_notify(?, ?)")) {
      statement.setString(1, CHANNEL);
      statement.setString(2, Long.toString(upTo));
      statement.execute();
    }
  }

  private Connection open() throws SQLException {
    var opened = database.getConnection();
    try (var statement = opened.createStatement()) {
      opened.setAutoCommit(true);
      // A notice that a crash of the database takes along is found by looking.
      statement.execute("set synchronous_commit to off");
      return opened;
    } catch (SQLException failure) {
      Connections.abandon(opened);
      throw failure;
    }
  }

  private void abandon() {
    if (connection != null) {
      Connections.abandon(connection);
      connection = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (sender != null) {
      sender.interrupt();
    }
  }
}
