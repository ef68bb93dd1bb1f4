package dev.agentledger.command;

import dev.agentledger.events.evolution.EventEvolution;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the event log in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
public class EventLogConfiguration {

  /**
   * Reads and writes the log in the Spring transaction of whoever asks.
   *
   * <p>The connection is asked for each time and not kept in Axon's unit of work, which may span
   * more than one transaction.
   */
  @Bean
  public EventStorageEngine eventLog(
      DataSource database,
      TransactionManager transactions,
      @Qualifier("eventSerializer") Serializer facts,
      @Qualifier("snapshotSerializer") Serializer snapshots,
      SnapshotFilter usableSnapshots) {
    return new EventLog(
        EventLog.builder()
            .connectionProvider(new SpringDataSourceConnectionProvider(database))
            .transactionManager(transactions)
            .eventSerializer(facts)
            .snapshotSerializer(snapshots)
            .snapshotFilter(usableSnapshots)
            .upcasterChain(EventEvolution.chain()),
        JdbcClient.create(database));
  }
}
