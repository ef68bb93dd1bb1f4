package dev.agentledger.command.log;

import dev.agentledger.events.evolution.EventEvolution;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
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
  LogTable logTable(DataSource database, Dictionary dictionary) {
    return new LogTable(database, dictionary);
  }

  @Bean
  LogHorizon settledLog(DataSource database) {
    return new LogHorizon(database);
  }

  @Bean
  LoggedMessages loggedMessages(@Qualifier("eventSerializer") Serializer facts) {
    return new LoggedMessages(facts, EventEvolution.chain());
  }

  /** One committer for the node; the facts that wait when it stops are still recorded. */
  @Bean
  GroupCommit groupCommit(DataSource database, ObjectProvider<CommitListener> listeners) {
    return new GroupCommit(
        database, new AppendQueue(AppendQueue.Limits.DEFAULT), listeners::orderedStream, () -> {});
  }

  @Bean
  EventStorageEngine eventLog(
      DataSource database,
      Dictionary dictionary,
      LogTable table,
      LogHorizon horizon,
      LoggedMessages messages,
      GroupCommit commits,
      @Qualifier("eventSerializer") Serializer facts,
      Serializer snapshots) {
    return new EventLog(
        table,
        horizon,
        messages,
        new SnapshotTable(database, snapshots, dictionary),
        new Facts(facts, dictionary),
        commits);
  }
}
