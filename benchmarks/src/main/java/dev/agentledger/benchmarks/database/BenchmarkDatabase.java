package dev.agentledger.benchmarks.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * An empty database for one measurement, dropped after it.
 *
 * @param url without {@code jdbc:}, as the program takes it too
 * @param dropping what happens when it is no longer needed
 */
public record BenchmarkDatabase(String url, Runnable dropping) implements AutoCloseable {

  public static final String USER = "postgres";

  /** As many as the program opens at most. */
  public static final int POOL = 16;

  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url, USER, "");
  }

  /** Connections that are kept open. */
  public HikariDataSource pool() {
    var pool = new HikariConfig();
    pool.setJdbcUrl("jdbc:" + url);
    pool.setUsername(USER);
    pool.setMaximumPoolSize(POOL);
    pool.setConnectionInitSql("set time zone 'UTC'");
    pool.setConnectionTimeout(Duration.ofMinutes(1).toMillis());
    return new HikariDataSource(pool);
  }

  /** Makes the tables of the log and of whoever follows it. */
  public void migrate() {
    Flyway.configure()
        .dataSource("jdbc:" + url, USER, "")
        .locations("classpath:db/migration")
        .outOfOrder(true)
        .load()
        .migrate();
  }

  public void execute(String... statements) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Carries out one statement with these arguments. */
  public void update(String sql, Object... arguments) throws SQLException {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (var argument = 0; argument < arguments.length; argument++) {
        statement.setObject(argument + 1, arguments[argument]);
      }
      statement.executeUpdate();
    }
  }

  /** The one number that the query answers. */
  public long number(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The first column of what the query answers. */
  public List<String> texts(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** Drops it, whoever is still connected. */
  @Override
  public void close() {
    dropping.run();
  }
}
