package dev.agentledger.saga;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL for all tests of this module, with a database of its own for each that asks. */
public final class Database {

  private static int made;

  private Database() {}

  /** A new database in which the migrations of this module have run. */
  public static synchronized HikariDataSource migrated() {
    var name = "test_" + ++made;
    var server = Server.INSTANCE;
    JdbcClient.create(server.getPostgresDatabase()).sql("create database " + name).update();
    var pool = new HikariDataSource();
    pool.setJdbcUrl(server.getJdbcUrl("postgres", name));
    pool.setUsername("postgres");
    pool.setMaximumPoolSize(20);
    Flyway.configure().dataSource(pool).load().migrate();
    return pool;
  }

  private static final class Server {

    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
