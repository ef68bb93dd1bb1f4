package dev.agentledger.command;

import dev.agentledger.events.evolution.ContractSerializer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The event log on a PostgreSQL of its own, migrated and wired as the product wires it. */
public final class PostgresEventLog implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final DataSource database;

  public PostgresEventLog() {
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    database = postgres.getPostgresDatabase();
    Flyway.configure().dataSource(database).load().migrate();
  }

  public EventStorageEngine engine() {
    var commands = new CommandConfiguration();
    var snapshots = commands.snapshotSerializer();
    return new EventLogConfiguration()
        .eventLog(
            database,
            transactions(),
            ContractSerializer.create(),
            snapshots,
            commands.usableSnapshots(snapshots));
  }

  public TransactionManager transactions() {
    return new SpringTransactionManager(new JdbcTransactionManager(database));
  }

  /** Begins again with an empty log. */
  public void forget() {
    sql().sql("truncate event, blob, snapshot restart identity").update();
  }

  public JdbcClient sql() {
    return JdbcClient.create(database);
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
