package dev.agentledger.query.projection.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.query.Samples;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;

/** What several processes share: a database for their projections, and a log. */
public final class Ground implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int FIRST_POSITION = 1;
  private static final EmbeddedPostgres POSTGRES = startPostgres();

  private final String name = "rebuild_" + UUID.randomUUID().toString().replace("-", "");
  private final HikariDataSource database = new HikariDataSource();
  private final EventStore log =
      EmbeddedEventStore.builder()
          .storageEngine(new InMemoryEventStorageEngine(FIRST_POSITION))
          .build();
  private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();
  private final AtomicLong published = new AtomicLong();

  public Ground() {
    JdbcClient.create(POSTGRES.getPostgresDatabase()).sql("create database " + name).update();
    database.setJdbcUrl(POSTGRES.getJdbcUrl("postgres", name));
    database.setMaximumPoolSize(20);
    Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
  }

  public DataSource database() {
    return database;
  }

  public EventStore log() {
    return log;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(database);
  }

  DatabaseClient reactive() {
    return DatabaseClient.create(
        new PostgresqlConnectionFactory(
            PostgresqlConnectionConfiguration.builder()
                .host("localhost")
                .port(POSTGRES.getPort())
                .database(name)
                .username("postgres")
                .build()));
  }

  public void publish(String stream, DomainEvent fact) {
    var sequence = sequences.computeIfAbsent(stream, _ -> new AtomicLong()).getAndIncrement();
    log.publish(
        List.of(
            new GenericDomainEventMessage<>(
                "run", stream, sequence, fact, Samples.ADA.toMetadata())));
    published.incrementAndGet();
  }

  /** How many events the log has, which is the position of the last. */
  long published() {
    return published.get();
  }

  @Override
  public void close() {
    database.close();
  }

  private static EmbeddedPostgres startPostgres() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
