package dev.agentledger.server.database;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded PostgreSQL again when it ends while the program runs, where its clients look
 * for it; until then their requests are answered as unavailable, and nothing committed is lost.
 */
final class PostgresGuard implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PostgresGuard.class);
  private static final int SECONDS_BETWEEN_LOOKS = 1;
  private static final int SECONDS_TO_END = 30;

  private final PostgresCluster cluster;
  private final int port;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("postgres-guard").daemon().factory());

  private PostgresGuard(PostgresCluster cluster, int port) {
    this.cluster = cluster;
    this.port = port;
  }

  static PostgresGuard over(PostgresCluster cluster, int port) {
    var guard = new PostgresGuard(cluster, port);
    var _ =
        guard.looks.scheduleWithFixedDelay(
            guard::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    return guard;
  }

  private void look() {
    try {
      if (!cluster.isRunning()) {
        log.error("PostgreSQL has ended by itself; starting it again on port {}", port);
        cluster.startAgain(port);
        log.info("PostgreSQL is back on port {}", port);
      }
    } catch (IOException | RuntimeException failure) {
      log.error("PostgreSQL cannot be started yet: {}", failure.toString());
    }
  }

  /** A start under way is waited for: whoever stops the server next must find it. */
  @Override
  public void close() {
    looks.shutdown();
    try {
      if (!looks.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        looks.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
