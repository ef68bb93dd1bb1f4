package dev.agentledger.server.database;

import static java.util.Objects.requireNonNullElse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that someone else runs; nothing is embedded. */
record ExternalDatabase(DatabaseAddress address, NodeId nodeId) implements LedgerDatabase {

  private static final Logger log = LoggerFactory.getLogger(ExternalDatabase.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  /** Waits until the database answers, so that whatever is wrong is said here and in words. */
  static ExternalDatabase connect(DatabaseSettings settings) {
    var address =
        DatabaseAddress.parse(
            requireNonNullElse(settings.url(), ""), settings.user(), settings.password());
    if (address.user().isEmpty()) {
      throw new DatabaseNotReady(
          "LEDGER_DATABASE_URL is given, but no user to connect as",
          "Set LEDGER_DATABASE_USER and LEDGER_DATABASE_PASSWORD.");
    }
    log.info("Connecting to {} as {}", address, address.user());
    var answer = answerOf(address, settings.patience());
    if (!answer.encoding().equals("UTF8")) {
      throw new DatabaseNotReady(
          "The database %s stores text as %s, which cannot hold every text"
              .formatted(address, answer.encoding()),
          "Create the database with ENCODING 'UTF8'.");
    }
    log.info("PostgreSQL {} answers at {}", answer.version(), address);
    return new ExternalDatabase(address, new NodeId(UUID.randomUUID().toString()));
  }

  @Override
  public HomeSecrets secrets() {
    return (_, _) -> Optional.empty();
  }

  @Override
  public void close() {
    log.debug("Leaving {}", address);
  }

  private static DatabaseAddress.Answer answerOf(DatabaseAddress address, Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    for (var tries = 1; ; tries++) {
      try {
        return address.probe();
      } catch (SQLException refusal) {
        if (!mayPass(refusal) || System.nanoTime() > deadline) {
          throw explained(address, refusal);
        }
        if (tries == 1) {
          log.info(
              "{} does not answer yet ({}); trying for {} s",
              address,
              refusal.getMessage(),
              patience.toSeconds());
        }
        pause(address, refusal);
      }
    }
  }

  /** Unreachable, starting up or out of connections: worth waiting for. */
  private static boolean mayPass(SQLException refusal) {
    var state = requireNonNullElse(refusal.getSQLState(), "");
    return state.startsWith("08") || state.equals("57P03") || state.equals("53300");
  }

  private static DatabaseNotReady explained(DatabaseAddress address, SQLException refusal) {
    return switch (requireNonNullElse(refusal.getSQLState(), "")) {
      case "28P01", "28000" ->
          new DatabaseNotReady(
              "The PostgreSQL at %s does not let the user \"%s\" in: %s"
                  .formatted(address, address.user(), refusal.getMessage()),
              "Check LEDGER_DATABASE_USER and LEDGER_DATABASE_PASSWORD, and the server's "
                  + "pg_hba.conf.",
              refusal);
      case "3D000" ->
          new DatabaseNotReady(
              "The PostgreSQL at %s:%d has no database \"%s\""
                  .formatted(address.host(), address.port(), address.database()),
              "Create it: CREATE DATABASE \"%s\" OWNER \"%s\" ENCODING 'UTF8'; or correct "
                      .formatted(address.database(), address.user())
                  + "LEDGER_DATABASE_URL.",
              refusal);
      default ->
          new DatabaseNotReady(
              "No connection to the PostgreSQL at %s: %s".formatted(address, refusal.getMessage()),
              "Start it or correct LEDGER_DATABASE_URL. Without LEDGER_DATABASE_URL an embedded "
                  + "PostgreSQL is used.",
              refusal);
    };
  }

  private static void pause(DatabaseAddress address, SQLException refusal) {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw explained(address, refusal);
    }
  }
}
