package dev.agentledger.query;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.api.projection.ProjectionOwner;
import dev.agentledger.api.projection.ProjectionPositions;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.query.log.EventLog;
import dev.agentledger.query.projection.Projectors;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** The query side as it runs: every component of it, a real PostgreSQL, a real Axon. */
public final class QuerySide implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final EmbeddedPostgres POSTGRES = startPostgres();

  static {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  private final Serializer serializer = ContractSerializer.create();
  private final String name;
  private final HikariDataSource dataSource;
  private final ConnectionPool reactive;
  private final TransactionManager transactions;
  private final EmbeddedEventStore events;
  private final QueryUpdateEmitter updates = SimpleQueryUpdateEmitter.builder().build();
  private final AnnotationConfigApplicationContext components =
      new AnnotationConfigApplicationContext();
  private final Configuration axon;
  private final Map<String, Long> sequences = new ConcurrentHashMap<>();

  private QuerySide(boolean projecting) {
    name = "query_" + UUID.randomUUID().toString().replace("-", "");
    jdbc(POSTGRES.getPostgresDatabase()).sql("create database " + name).update();
    dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(POSTGRES.getJdbcUrl("postgres", name));
    dataSource.setMaximumPoolSize(16);
    Flyway.configure()
        .dataSource(dataSource)
        .locations(
            "classpath:db/migration", "filesystem:../command-side/src/main/resources/db/migration")
        .load()
        .migrate();
    reactive = reactivePool(name);
    transactions = new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    events = eventStore();
    components.registerBean(JdbcClient.class, () -> jdbc(dataSource));
    components.registerBean(DatabaseClient.class, () -> DatabaseClient.create(reactive));
    components.registerBean(DataSource.class, () -> dataSource);
    components.registerBean(EventStore.class, () -> events);
    components.registerBean("eventSerializer", Serializer.class, () -> serializer);
    components.registerBean(QueryUpdateEmitter.class, () -> updates);
    components.registerBean(ProjectionOwner.class, () -> new ProjectionOwner("this"));
    components.scan("dev.agentledger.query");
    if (!projecting) {
      components.removeBeanDefinition("projectors");
    }
    components.refresh();
    axon = axon();
    axon.start();
  }

  /** Starts everything on a database of its own. */
  public static QuerySide start() {
    return new QuerySide(true);
  }

  /** Starts what reads the log and answers queries, but no projection. */
  public static QuerySide startWithoutProjections() {
    return new QuerySide(false);
  }

  public <T> T component(Class<T> type) {
    return components.getBean(type);
  }

  public <T> Collection<T> components(Class<T> type) {
    return components.getBeansOfType(type).values();
  }

  public JdbcClient jdbc() {
    return jdbc(dataSource);
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** Publishes the next events of a stream in one transaction, now. */
  public long publish(Envelope envelope, String type, String id, DomainEvent... facts) {
    return publishAt(Instant.now().truncatedTo(ChronoUnit.MILLIS), envelope, type, id, facts);
  }

  /** Publishes the next events of a stream in one transaction, at that time. */
  public long publishAt(
      Instant at, Envelope envelope, String type, String id, DomainEvent... facts) {
    publish(
        Stream.of(facts)
            .<DomainEventMessage<?>>map(fact -> message(at, envelope, type, id, fact))
            .toList());
    return sequences.get(id);
  }

  /** Publishes the next event of each of these streams in one transaction, now. */
  public void publishEach(
      Envelope envelope, String type, Map<String, ? extends DomainEvent> facts) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    publish(
        facts.entrySet().stream()
            .<DomainEventMessage<?>>map(
                fact -> message(now, envelope, type, fact.getKey(), fact.getValue()))
            .toList());
  }

  private DomainEventMessage<?> message(
      Instant at, Envelope envelope, String type, String id, DomainEvent fact) {
    var sequence = sequences.merge(id, 0L, (last, _) -> last + 1);
    return new GenericDomainEventMessage<>(
        type, id, sequence, fact, envelope.toMetadata(), UUID.randomUUID().toString(), at);
  }

  private void publish(List<DomainEventMessage<?>> messages) {
    var unit = DefaultUnitOfWork.startAndGet(null);
    unit.attachTransaction(transactions);
    events.publish(messages);
    unit.commit();
  }

  /** Asks as the edge does, for an answer that may be absent. */
  public <T> @Nullable T find(Object query, Class<T> answer) {
    return queries().query(query, ResponseTypes.optionalInstanceOf(answer)).join().orElse(null);
  }

  public <T> T ask(Object query, Class<T> answer) {
    return queries().query(query, ResponseTypes.instanceOf(answer)).join();
  }

  public <T> Flux<T> stream(Object query, Class<T> answer) {
    return Flux.from(queries().streamingQuery(query, answer));
  }

  /** Asks again until the answer is there and as it should be. */
  public <T> T await(Object query, Class<T> answer, Predicate<T> expected) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Optional.ofNullable(find(query, answer)).filter(expected), Optional::isPresent)
        .orElseThrow();
  }

  public QueryGateway queries() {
    return axon.queryGateway();
  }

  /** Ends all projecting; what is published meanwhile is projected later. */
  public void stopProjecting() {
    component(Projectors.class).stop();
  }

  public void startProjecting() {
    component(Projectors.class).start();
  }

  /** Forgets all that was projected and projects everything anew, from the first event. */
  public void projectAnew() {
    stopProjecting();
    jdbc().sql("delete from projection_generation").update();
    startProjecting();
  }

  /** Waits until a projection shows everything that was published, and readers know that. */
  public void awaitCaughtUp(String projection) {
    var head = jdbc().sql("select max(position) from event").query(Long.class).single();
    awaitSettled(head);
    if (!component(ProjectionPositions.class).await(projection, head, PATIENCE).join()) {
      throw new AssertionError("%s has not come to %d".formatted(projection, head));
    }
  }

  /** Waits until readers of the log know that it ends here; whoever asks once is not kept long. */
  public void awaitSettled(long position) {
    var log = component(EventLog.class);
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> log.settled().block(PATIENCE), settled -> settled == position);
  }

  /** Lets nobody connect to the database, and ends all connections, until this is done. */
  public <T> T withoutDatabase(Supplier<T> work) {
    var admin = jdbc(POSTGRES.getPostgresDatabase());
    admin.sql("alter database " + name + " allow_connections false").update();
    admin
        .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
        .param(name)
        .query(Boolean.class)
        .list();
    try {
      return work.get();
    } finally {
      admin.sql("alter database " + name + " allow_connections true").update();
      dataSource.getHikariPoolMXBean().softEvictConnections();
    }
  }

  @Override
  public void close() {
    axon.shutdown();
    components.close();
    events.shutDown();
    reactive.dispose();
    dataSource.close();
  }

  private Configuration axon() {
    var configurer =
        DefaultConfigurer.defaultConfiguration(false)
            .configureTransactionManager(_ -> transactions)
            .configureEventSerializer(_ -> serializer)
            .configureQueryUpdateEmitter(_ -> updates)
            .configureEventStore(_ -> events);
    for (var name : components.getBeanDefinitionNames()) {
      var handler = components.getBean(name);
      if (List.of(handler.getClass().getDeclaredMethods()).stream()
          .anyMatch(method -> method.isAnnotationPresent(QueryHandler.class))) {
        configurer.registerQueryHandler(_ -> handler);
      }
    }
    return configurer.buildConfiguration();
  }

  private EmbeddedEventStore eventStore() {
    return EmbeddedEventStore.builder()
        .storageEngine(new WrittenLog(jdbc(dataSource), serializer))
        .build();
  }

  private static ConnectionPool reactivePool(String database) {
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(
                new PostgresqlConnectionFactory(
                    PostgresqlConnectionConfiguration.builder()
                        .host("localhost")
                        .port(POSTGRES.getPort())
                        .database(database)
                        .username("postgres")
                        .build()))
            .maxSize(10)
            .build());
  }

  private static JdbcClient jdbc(DataSource source) {
    return JdbcClient.create(source);
  }

  private static EmbeddedPostgres startPostgres() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
