package dev.agentledger.command.log;

import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.events.evolution.ContractSerializer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Period;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The event log on a PostgreSQL of its own, migrated and wired as the product wires it. */
public final class PostgresEventLog implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final DataSource database;
  private final List<GroupCommit> committers = new CopyOnWriteArrayList<>();
  private final List<Tail> tails = new CopyOnWriteArrayList<>();

  public PostgresEventLog() {
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    database = postgres.getPostgresDatabase();
    Flyway.configure().dataSource(database).load().migrate();
  }

  /** The log as a node of its own sees it, with a committer of its own. */
  public EventStorageEngine engine() {
    return engine(new CommitListener[0]);
  }

  EventStorageEngine engine(CommitListener... listeners) {
    return engine(tail(Tail.Settings.DEFAULT), listeners);
  }

  EventStorageEngine engine(Tail tail, CommitListener... listeners) {
    var wiring = new EventLogConfiguration();
    var dictionary = wiring.logDictionary(database);
    var circumstances = wiring.circumstances(database);
    var shapes = wiring.shapes(database);
    var aggregates = new CommandConfiguration();
    var snapshots = aggregates.snapshotSerializer();
    return wiring.eventLog(
        database,
        dictionary,
        circumstances,
        shapes,
        wiring.logTable(database, dictionary, circumstances, shapes),
        tail,
        wiring.loggedMessages(ContractSerializer.create()),
        committer(listeners),
        ContractSerializer.create(),
        snapshots,
        aggregates.usableSnapshots(snapshots));
  }

  /** Reads the log as a node of its own does. */
  Tail tail(Tail.Settings settings) {
    var wiring = new EventLogConfiguration();
    var tail =
        new Tail(
            database,
            wiring.logTable(
                database,
                wiring.logDictionary(database),
                wiring.circumstances(database),
                wiring.shapes(database)),
            wiring.loggedMessages(ContractSerializer.create()),
            settings);
    tails.add(tail);
    return tail;
  }

  /** The store of a node that writes to this engine. */
  public EventStore store(EventStorageEngine engine) {
    return new LedgerEventStore(engine, tail(Tail.Settings.DEFAULT));
  }

  EventStore store(Tail tail) {
    return new LedgerEventStore(engine(tail, tail), tail);
  }

  GroupCommit committer(CommitListener... listeners) {
    return committer(database, AppendQueue.Limits.DEFAULT, listeners);
  }

  GroupCommit committer(DataSource source, AppendQueue.Limits limits, CommitListener... listeners) {
    var commits =
        new GroupCommit(
            source,
            new AppendQueue(limits),
            List.of(listeners),
            new LogPartitions(source, Period.ofMonths(1))::liftAbandonedBound);
    committers.add(commits);
    return commits;
  }

  DataSource database() {
    return database;
  }

  public TransactionManager transactions() {
    return new SpringTransactionManager(new JdbcTransactionManager(database));
  }

  /** Begins again with an empty log. */
  public void forget() {
    sql().sql("truncate event, stream, blob, snapshot restart identity").update();
  }

  public JdbcClient sql() {
    return JdbcClient.create(database);
  }

  @Override
  public void close() {
    committers.forEach(GroupCommit::close);
    tails.forEach(Tail::close);
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
