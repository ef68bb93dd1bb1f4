package dev.agentledger.server.database;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that comes with the program, for one machine and one process. */
final class EmbeddedDatabase implements LedgerDatabase {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final int PASSWORD_BYTES = 24;

  private final LedgerHome home;
  private final PostgresCluster cluster;
  private final DatabaseAddress address;
  private final NodeId nodeId;
  private final PostgresGuard guard;

  private EmbeddedDatabase(
      LedgerHome home, PostgresCluster cluster, DatabaseAddress address, NodeId nodeId) {
    this.home = home;
    this.cluster = cluster;
    this.address = address;
    this.nodeId = nodeId;
    guard = PostgresGuard.over(cluster, address.port());
  }

  /** Takes hold of the data directory and starts PostgreSQL on it. */
  static EmbeddedDatabase start(Path directory) {
    var home = LedgerHome.open(directory);
    try {
      return start(home);
    } catch (IOException failure) {
      home.close();
      throw new DatabaseNotReady(
          "The embedded PostgreSQL cannot be set up in %s: %s".formatted(home.path(), failure),
          "Check the owner of its files and the free space of its disk.",
          failure);
    } catch (RuntimeException failure) {
      home.close();
      throw failure;
    }
  }

  private static EmbeddedDatabase start(LedgerHome home) throws IOException {
    log.info("Starting the embedded PostgreSQL in {}", home.path());
    var begin = System.nanoTime();
    var nodeId = home.nodeId(() -> UUID.randomUUID().toString());
    var password = home.keep("postgres.password", EmbeddedDatabase::randomPassword);
    var binaries = PostgresBinaries.unpackedIn(home.path().resolve("postgres-bin"));
    var cluster = new PostgresCluster(binaries, home.path());
    cluster.create(password);
    cluster.expectSameVersion();
    var port = cluster.start();
    try {
      var address = addressAt(port, PostgresCluster.DATABASE, PostgresCluster.OWNER, password);
      var answer = address.probe();
      log.info(
          "PostgreSQL {} is ready on port {} after {} ms",
          answer.version(),
          port,
          Duration.ofNanos(System.nanoTime() - begin).toMillis());
      return new EmbeddedDatabase(home, cluster, address, nodeId);
    } catch (SQLException refusal) {
      cluster.stop();
      throw new DatabaseNotReady(
          "The embedded PostgreSQL runs but lets nobody in: " + refusal.getMessage(),
          "Its password must be the one in %s; put back the file that belongs to this directory."
              .formatted(home.path().resolve("postgres.password")),
          refusal);
    }
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  /** The same server seen by its superuser. */
  DatabaseAddress administration() {
    return addressAt(
        address.port(), PostgresCluster.SUPERUSER, PostgresCluster.SUPERUSER, address.password());
  }

  @Override
  public NodeId nodeId() {
    return nodeId;
  }

  @Override
  public HomeSecrets secrets() {
    return (name, made) -> Optional.of(home.keep(name, made));
  }

  @Override
  public void close() {
    log.info("Stopping the embedded PostgreSQL in {}", home.path());
    guard.close();
    try {
      cluster.stop();
    } catch (IOException failure) {
      log.warn("PostgreSQL could not be stopped; the next start does it", failure);
    } finally {
      home.close();
    }
  }

  private static DatabaseAddress addressAt(
      int port, String database, String user, String password) {
    return new DatabaseAddress(
        "127.0.0.1", port, database, user, password, Map.of("sslmode", "disable"));
  }

  private static String randomPassword() {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
