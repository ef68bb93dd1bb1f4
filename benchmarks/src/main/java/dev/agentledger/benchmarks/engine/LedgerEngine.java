package dev.agentledger.benchmarks.engine;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.projection.ProjectionOwner;
import dev.agentledger.api.projection.ProjectionPositions;
import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.run.NoopRun;
import dev.agentledger.benchmarks.run.NoopRuns;
import dev.agentledger.benchmarks.run.Visibility;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.log.EventLogConfiguration;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.Projectors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.LoggingDuplicateCommandHandlerResolver;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.axonframework.serialization.Serializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Commands on the ledger's bus, cache, log and tail, with a projection that follows if need be. */
public final class LedgerEngine implements AutoCloseable {

  private static final int RUNS_TO_LEARN_SHAPES = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FACTS = "eventSerializer";
  private static final String STATES = "snapshotSerializer";

  private final HikariDataSource database;
  private final AnnotationConfigApplicationContext parts;
  private final Configuration axon;

  private LedgerEngine(
      HikariDataSource database, AnnotationConfigApplicationContext parts, Configuration axon) {
    this.database = database;
    this.parts = parts;
    this.axon = axon;
  }

  /** Commands, aggregates and the log, and nobody who listens. */
  public static LedgerEngine alone(BenchmarkDatabase database) {
    return start(database, new AnnotationConfigApplicationContext());
  }

  /** With one projection that keeps a row for each run. */
  public static LedgerEngine withProjection(BenchmarkDatabase database) {
    var parts = new AnnotationConfigApplicationContext();
    var owner = "benchmarks-" + UUID.randomUUID();
    parts.registerBean(Projection.class, NoopRunProjection::new);
    parts.registerBean(ProjectionOwner.class, () -> new ProjectionOwner(owner));
    parts.registerBean(QueryUpdateEmitter.class, () -> SimpleQueryUpdateEmitter.builder().build());
    parts.scan(Projectors.class.getPackageName());
    return start(database, parts);
  }

  /**
   * Makes the tables of the log and records one run of ten steps in it, its rows as the engine
   * writes them once it has learned their shapes.
   */
  public static void recordOneRun(BenchmarkDatabase database) throws SQLException {
    try (var engine = alone(database)) {
      var runs = new NoopRuns(engine.commands());
      for (var run = 0; run < RUNS_TO_LEARN_SHAPES; run++) {
        database.execute("truncate event, stream");
        runs.once();
        if (database.number("select count(*) from event where shape is null") == 0) {
          return;
        }
      }
      throw new IllegalStateException("The engine did not learn the shapes of a run");
    }
  }

  private static LedgerEngine start(
      BenchmarkDatabase database, AnnotationConfigApplicationContext parts) {
    database.migrate();
    var pool = database.pool();
    var commands = new CommandConfiguration();
    var states = commands.snapshotSerializer();
    parts.registerBean(DataSource.class, () -> pool, bean -> bean.setDestroyMethodName(""));
    parts.registerBean(
        FACTS, Serializer.class, ContractSerializer::create, bean -> bean.setFallback(true));
    parts.registerBean(STATES, Serializer.class, () -> states);
    parts.registerBean(SnapshotFilter.class, () -> commands.usableSnapshots(states));
    parts.register(EventLogConfiguration.class);
    parts.refresh();
    return new LedgerEngine(pool, parts, configured(commands, parts.getBean(EventStore.class)));
  }

  private static Configuration configured(CommandConfiguration commands, EventStore log) {
    var envelope =
        new SimpleCorrelationDataProvider(Envelope.TENANT, Envelope.ACTOR, Envelope.AUTHENTICATION);
    return DefaultConfigurer.defaultConfiguration(false)
        .configureEventStore(_ -> log)
        .configureTransactionManager(_ -> NoTransactionManager.instance()) // the log has its own
        .configureCorrelationDataProviders(_ -> List.of(envelope))
        .configureCommandBus(
            axon -> commands.commandBus(axon, LoggingDuplicateCommandHandlerResolver.instance()))
        .configureAggregate(
            AggregateConfigurer.defaultConfiguration(NoopRun.class)
                .configureCache(_ -> commands.aggregateCache())
                .configureSnapshotTrigger(engine -> commands.snapshotTrigger(engine.snapshotter())))
        .start();
  }

  public CommandBus commands() {
    return axon.commandBus();
  }

  /** Tells when the projection shows what a command recorded. */
  public Visibility visibility() {
    var positions = parts.getBean(ProjectionPositions.class);
    return (_, answer) -> {
      var position = (Long) answer.getMetaData().get(CommandMetadata.POSITION);
      if (position == null) {
        throw new IllegalStateException("The last step recorded nothing");
      }
      if (!positions.await(NoopRunProjection.NAME, position, PATIENCE).join()) {
        throw new IllegalStateException("The projection stands still before " + position);
      }
    };
  }

  @Override
  public void close() {
    axon.shutdown();
    parts.close();
    database.close();
  }
}
