package dev.agentledger.benchmarks.peer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.run.NoopRun;
import dev.agentledger.events.Envelope;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Axon as it comes: its JDBC engine and token store on tables of its own, JSON by Jackson. */
public final class StockAxon implements AutoCloseable {

  private final HikariDataSource database;
  private final Configuration axon;

  private StockAxon(HikariDataSource database, Configuration axon) {
    this.database = database;
    this.axon = axon;
  }

  /** Commands, aggregates and the event store, and nobody who listens. */
  public static StockAxon engineAlone(BenchmarkDatabase database) {
    createTables(database);
    return start(database.pool(), UnaryOperator.identity());
  }

  static void createTables(BenchmarkDatabase database) {
    try (var pool = database.pool()) {
      var connections = new SpringDataSourceConnectionProvider(pool);
      var transactions = new SpringTransactionManager(new JdbcTransactionManager(pool));
      engine(connections, transactions).createSchema(PostgresEventTableFactory.INSTANCE);
      tokens(connections).createSchema(PostgresTokenTableFactory.INSTANCE);
    }
  }

  static StockAxon start(HikariDataSource database, UnaryOperator<Configurer> more) {
    var axon = more.apply(configurer(database)).buildConfiguration();
    axon.start();
    return new StockAxon(database, axon);
  }

  public CommandBus commands() {
    return axon.commandBus();
  }

  Configuration configuration() {
    return axon;
  }

  @Override
  public void close() {
    axon.shutdown();
    database.close();
  }

  private static Configurer configurer(DataSource database) {
    var connections = new SpringDataSourceConnectionProvider(database);
    var transactions = new SpringTransactionManager(new JdbcTransactionManager(database));
    var envelope =
        new SimpleCorrelationDataProvider(Envelope.TENANT, Envelope.ACTOR, Envelope.AUTHENTICATION);
    return DefaultConfigurer.defaultConfiguration(false)
        .configureSerializer(_ -> json())
        .configureTransactionManager(_ -> transactions)
        .configureCorrelationDataProviders(_ -> List.of(envelope))
        .configureEmbeddedEventStore(_ -> engine(connections, transactions))
        .registerComponent(TokenStore.class, _ -> tokens(connections))
        .configureAggregate(NoopRun.class);
  }

  private static JdbcEventStorageEngine engine(
      ConnectionProvider connections, TransactionManager transactions) {
    return JdbcEventStorageEngine.builder()
        .connectionProvider(connections)
        .transactionManager(transactions)
        .eventSerializer(json())
        .snapshotSerializer(json())
        .build();
  }

  private static JdbcTokenStore tokens(ConnectionProvider connections) {
    return JdbcTokenStore.builder().connectionProvider(connections).serializer(json()).build();
  }

  private static Serializer json() {
    return JacksonSerializer.builder()
        .objectMapper(JsonMapper.builder().findAndAddModules().build())
        .build();
  }
}
