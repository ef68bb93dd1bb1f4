package dev.agentledger.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * An empty database for a test, in one embedded PostgreSQL that all tests of a JVM share.
 *
 * <p>Its data stays under {@code target}, so that the next run starts faster; the databases of
 * earlier runs are dropped. It runs without fsync, which tests of durability must not rely on: they
 * start a PostgreSQL of their own in a {@link #home}.
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void database(DynamicPropertyRegistry registry) {
 *   TestDatabase.fresh().register(registry);
 * }
 * }</pre>
 */
public record TestDatabase(String url, String user, String password) {

  private static final String PREFIX = "test_";

  /** Makes a new, empty database. */
  public static TestDatabase fresh() {
    var name = PREFIX + UUID.randomUUID().toString().replace("-", "");
    execute(
        "create database %s owner %s strategy file_copy".formatted(name, PostgresCluster.OWNER));
    var address = Shared.POSTGRES.address();
    return new TestDatabase(
        "postgresql://%s:%d/%s?sslmode=disable".formatted(address.host(), address.port(), name),
        address.user(),
        address.password());
  }

  /** A new ledger home in the directory, with the programs of PostgreSQL already unpacked. */
  public static Path home(Path directory) {
    try {
      var home = Files.createDirectory(directory.resolve("ledger-" + UUID.randomUUID()));
      Files.createSymbolicLink(
          home.resolve("postgres-bin"), Shared.HOME.resolve("postgres-bin").toRealPath());
      return home;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The settings that make the program use this database. */
  public Map<String, String> properties() {
    return Map.of(
        "ledger.database.url", url,
        "ledger.database.user", user,
        "ledger.database.password", password);
  }

  /** The same settings for a Spring test. */
  public void register(DynamicPropertyRegistry registry) {
    properties().forEach((name, value) -> registry.add(name, () -> value));
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url, user, password);
  }

  static void execute(String... statements) {
    try (var connection = administration();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Connection administration() throws SQLException {
    var address = Shared.POSTGRES.administration();
    return DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
  }

  /** Started by the first test that asks, stopped when all contexts are closed that use it. */
  private static final class Shared {

    private static final int CONNECTIONS = 1000;

    private static final EmbeddedDatabase POSTGRES;
    private static final Path HOME;

    static {
      var number = 0;
      EmbeddedDatabase started = null;
      while (started == null) {
        try {
          started = EmbeddedDatabase.start(directory(++number));
        } catch (DatabaseNotReady refusal) {
          if (!refusal.getMessage().contains("in use") || number == 8) {
            throw refusal; // otherwise another test JVM has this directory
          }
        }
      }
      HOME = directory(number);
      POSTGRES = withRoomForAll(started, HOME);
      SpringApplication.getShutdownHandlers().add(POSTGRES::close);
      forgetEarlierRuns();
    }

    /** Programs of many tests stay open at a time, each with connections of its own. */
    private static EmbeddedDatabase withRoomForAll(EmbeddedDatabase small, Path home) {
      var address = small.administration();
      try (var connection =
              DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
          var statement = connection.createStatement()) {
        try (var most = statement.executeQuery("show max_connections")) {
          if (most.next() && most.getInt(1) == CONNECTIONS) {
            return small;
          }
        }
        statement.execute("alter system set max_connections = " + CONNECTIONS);
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
      small.close();
      return EmbeddedDatabase.start(home);
    }

    private static Path directory(int number) {
      return Path.of("target", "test-ledger-" + number);
    }

    private static void forgetEarlierRuns() {
      var address = POSTGRES.administration();
      try (var connection =
              DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
          var statement = connection.createStatement()) {
        statement.execute("alter system set fsync = off");
        statement.execute("select pg_reload_conf()");
        List<String> old = new ArrayList<>();
        try (var names =
            statement.executeQuery(
                "select datname from pg_database where datname like '" + PREFIX + "%'")) {
          while (names.next()) {
            old.add(names.getString(1));
          }
        }
        for (var name : old) {
          statement.execute("drop database " + name);
        }
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
