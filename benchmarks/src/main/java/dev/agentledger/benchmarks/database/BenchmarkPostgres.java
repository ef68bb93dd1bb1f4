package dev.agentledger.benchmarks.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * One embedded PostgreSQL for a run of the benchmarks, as durable and as large as the one that the
 * program brings along.
 */
public final class BenchmarkPostgres implements AutoCloseable {

  /** As the program's own; the launcher's defaults give durability away. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "on",
          "max_connections", "100",
          "shared_buffers", "128MB",
          "jit", "off",
          "timezone", "UTC");

  private final EmbeddedPostgres server;
  private final long postmaster;
  private int databases;

  private BenchmarkPostgres(EmbeddedPostgres server, long postmaster) {
    this.server = server;
    this.postmaster = postmaster;
  }

  /** Starts it on an empty directory. */
  public static BenchmarkPostgres start(Path directory) throws IOException {
    Files.createDirectories(directory);
    var builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(true)
            .setPGStartupWait(Duration.ofMinutes(2));
    SETTINGS.forEach(builder::setServerConfig);
    var server = builder.start();
    try (var lines = Files.lines(directory.resolve("data").resolve("postmaster.pid"))) {
      return new BenchmarkPostgres(server, Long.parseLong(lines.findFirst().orElseThrow().strip()));
    }
  }

  /** Makes a new, empty database. */
  public BenchmarkDatabase fresh() throws SQLException {
    var name = "benchmark_" + ++databases;
    // What earlier measurements left to be written must not disturb the next.
    administer("create database " + name, "checkpoint");
    var url = "postgresql://localhost:%d/%s?sslmode=disable".formatted(server.getPort(), name);
    return new BenchmarkDatabase(url, () -> drop(name));
  }

  public long postmaster() {
    return postmaster;
  }

  public String version() throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void drop(String name) {
    try {
      administer("drop database %s with (force)".formatted(name));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void administer(String... statements) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
