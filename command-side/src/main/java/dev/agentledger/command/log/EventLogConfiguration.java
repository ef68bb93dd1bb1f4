package dev.agentledger.command.log;

import dev.agentledger.events.evolution.EventEvolution;
import java.time.Period;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the event log in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
public class EventLogConfiguration {

  @Bean
  Dictionary logDictionary(DataSource database) {
    return new Dictionary(database);
  }

  @Bean
  Circumstances circumstances(DataSource database) {
    return new Circumstances(database);
  }

  @Bean
  Shapes shapes(DataSource database) {
    return new Shapes(database);
  }

  @Bean
  LogTable logTable(
      DataSource database, Dictionary dictionary, Circumstances circumstances, Shapes shapes) {
    return new LogTable(new OutsideTransactions(database), dictionary, circumstances, shapes);
  }

  @Bean
  LoggedMessages loggedMessages(@Qualifier("eventSerializer") Serializer facts) {
    return new LoggedMessages(facts, EventEvolution.chain());
  }

  @Bean
  Tail logTail(DataSource database, LogTable table, LoggedMessages messages) {
    return new Tail(database, table, messages, Tail.Settings.DEFAULT);
  }

  /** What processors and projections read, and where aggregates record. */
  @Bean
  EventStore eventStore(EventStorageEngine log, Tail tail) {
    return new LedgerEventStore(log, tail);
  }

  @Bean
  LogPartitions logPartitions(
      DataSource database, @Value("${ledger.log.partition:P1M}") String period) {
    return new LogPartitions(database, Period.parse(period));
  }

  @Bean
  PartitionCalendar partitionCalendar(LogPartitions partitions) {
    return new PartitionCalendar(partitions);
  }

  /** One committer for the node; the facts that wait when it stops are still recorded. */
  @Bean
  GroupCommit groupCommit(
      DataSource database, LogPartitions partitions, List<CommitListener> listeners) {
    return new GroupCommit(
        database,
        new AppendQueue(AppendQueue.Limits.DEFAULT),
        listeners,
        partitions::liftAbandonedBound);
  }

  @Bean
  EventStorageEngine eventLog(
      DataSource database,
      Dictionary dictionary,
      Circumstances circumstances,
      Shapes shapes,
      LogTable table,
      Tail tail,
      LoggedMessages messages,
      GroupCommit commits,
      @Qualifier("eventSerializer") Serializer facts,
      @Qualifier("snapshotSerializer") Serializer snapshots,
      SnapshotFilter usableSnapshots) {
    return new EventLog(
        table,
        tail::settled,
        messages,
        new SnapshotTable(database, snapshots, usableSnapshots, dictionary),
        new Facts(facts, dictionary, circumstances, shapes),
        commits);
  }
}
