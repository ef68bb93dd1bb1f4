package dev.agentledger.saga.run;

import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.validation.JsonSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A program that commits runs and carries them out, wired by hand; several can share a database.
 */
final class Node implements AutoCloseable {

  static final Envelope ADA = Envelope.of("acme", "ada", "api-key:key_1");
  static final AgentId AGENT = AgentId.of("acme", "echo");

  private final Mortal database;
  private final Configuration axon;
  private final RunWorker worker;
  private final CommittedRuns committed;
  final RunWork work;
  final Claims claims;
  final SagaCommands commands;
  final StagedSandbox sandbox = new StagedSandbox();

  /** How the nodes of a test differ. */
  record Setup(String name, String code, int segments, Duration grace, boolean works) {

    static Setup of(String code) {
      return new Setup("first", code, 8, Duration.ZERO, true);
    }

    Setup named(String other) {
      return new Setup(other, code, segments, grace, works);
    }

    Setup claimingAtMost(int most) {
      return new Setup(name, code, most, grace, works);
    }

    Setup waitingAtStop(Duration patience) {
      return new Setup(name, code, segments, patience, works);
    }

    Setup onlyAccepting() {
      return new Setup(name, code, segments, grace, false);
    }
  }

  static void createTables(DataSource database) {
    var transactions = new SpringTransactionManager(new DataSourceTransactionManager(database));
    engine(database, transactions).createSchema(PostgresEventTableFactory.INSTANCE);
    transactions.executeInTransaction(
        () -> tokens(database, "setup").createSchema(PostgresTokenTableFactory.INSTANCE));
  }

  Node(DataSource shared, Setup setup) {
    database = new Mortal(shared);
    work = new RunWork(database);
    var transactions = new SpringTransactionManager(new DataSourceTransactionManager(database));
    var configurer =
        DefaultConfigurer.defaultConfiguration()
            .configureTransactionManager(_ -> transactions)
            .configureEventStore(
                _ ->
                    EmbeddedEventStore.builder()
                        .storageEngine(engine(database, transactions))
                        .fetchDelay(20)
                        .build())
            .configureCorrelationDataProviders(_ -> List.of(Message::getMetaData))
            .configureAggregate(RunStream.class)
            .registerQueryHandler(_ -> new Versions(setup.code()))
            .registerComponent(Claims.class, Node::claimsOf)
            .registerComponent(SagaCommands.class, c -> new SagaCommands(c.commandBus()))
            .registerComponent(RunWorker.class, c -> workerOf(c, setup));
    configurer.eventProcessing(
        processing ->
            processing
                .usingPooledStreamingEventProcessors()
                .registerTokenStore(_ -> tokens(database, setup.name()))
                .registerDefaultListenerInvocationErrorHandler(
                    _ -> PropagatingErrorHandler.instance())
                .registerPooledStreamingEventProcessorConfiguration(
                    (_, processor) ->
                        processor
                            .initialSegmentCount(8)
                            .maxClaimedSegments(setup.segments())
                            .tokenClaimInterval(200)
                            .claimExtensionThreshold(200)
                            .initialToken(StreamableMessageSource::createTailToken))
                .registerEventHandler(
                    c -> new RunWorkProjection(work, c.getComponent(RunWorker.class))));
    axon = configurer.buildConfiguration();
    worker = axon.getComponent(RunWorker.class);
    claims = axon.getComponent(Claims.class);
    commands = axon.getComponent(SagaCommands.class);
    committed = new CommittedRuns(axon.eventBus(), work, claims, worker);
    axon.start();
    if (setup.works()) {
      worker.start();
      committed.start();
    } else {
      axon.eventProcessingConfiguration()
          .eventProcessor(RunWorkProjection.GROUP)
          .orElseThrow()
          .shutDown();
    }
  }

  RunId start(String name, Object input) {
    var runId = new RunId("run_" + name);
    commands.send(
        new StartRun(
            runId,
            AGENT,
            "echo",
            new VersionRef(1, "sha256:1"),
            RunPlan.OF_CODE,
            RunMode.PRODUCTION,
            input,
            Map.of(),
            Limits.NONE,
            null,
            null,
            null,
            null,
            null),
        ADA);
    return runId;
  }

  List<RunEvent> eventsOf(RunId runId) {
    return axon.eventStore()
        .readEvents(runId.value())
        .asStream()
        .map(event -> (RunEvent) event.getPayload())
        .toList();
  }

  Envelope envelopeOfLast(RunId runId) {
    var last = axon.eventStore().readEvents(runId.value()).asStream().toList().getLast();
    return Envelope.from(last.getMetaData());
  }

  boolean ownsAll() {
    var current = claims.current();
    return current.size() == 8 && current.stream().allMatch(Claims.Claim::caughtUp);
  }

  void loseDatabase() {
    database.reachable = false;
  }

  void findDatabase() {
    database.reachable = true;
  }

  /** Like a process that was killed: nothing more is recorded, and no claim is given back. */
  void kill() {
    loseDatabase();
    close();
  }

  @Override
  public void close() {
    committed.stop();
    worker.stop();
    axon.shutdown();
  }

  private RunWorker workerOf(Configuration axon, Setup setup) {
    return new RunWorker(
        work,
        new CodeExecution(new PinnedVersions(axon.queryBus()), sandbox, new JsonSchemas()),
        axon.getComponent(SagaCommands.class),
        axon.getComponent(Claims.class),
        new SimpleMeterRegistry(),
        4,
        setup.grace());
  }

  private static Claims claimsOf(Configuration axon) {
    return new ProcessorClaims(
        new ObjectProvider<>() {
          @Override
          public Configuration getObject() {
            return axon;
          }
        });
  }

  private static JdbcEventStorageEngine engine(
      DataSource database, SpringTransactionManager transactions) {
    PersistenceExceptionResolver duplicates = new JdbcSQLErrorCodesResolver();
    return JdbcEventStorageEngine.builder()
        .connectionProvider(connections(database))
        .transactionManager(transactions)
        .eventSerializer(ContractSerializer.create())
        .snapshotSerializer(JacksonSerializer.defaultSerializer())
        .persistenceExceptionResolver(duplicates)
        .build();
  }

  private static JdbcTokenStore tokens(DataSource database, String node) {
    return JdbcTokenStore.builder()
        .connectionProvider(connections(database))
        .serializer(JacksonSerializer.defaultSerializer())
        .nodeId(node)
        .claimTimeout(Duration.ofSeconds(2))
        .build();
  }

  private static UnitOfWorkAwareConnectionProviderWrapper connections(DataSource database) {
    return new UnitOfWorkAwareConnectionProviderWrapper(
        new SpringDataSourceConnectionProvider(database));
  }

  /** A database that can be out of reach of one node. */
  private static final class Mortal extends DelegatingDataSource {

    private volatile boolean reachable = true;

    Mortal(DataSource target) {
      super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (!reachable) {
        throw new SQLException("The database is out of reach");
      }
      return super.getConnection();
    }
  }

  /** The one version that all runs of a test are pinned to. */
  static final class Versions {

    private final String code;

    Versions(String code) {
      this.code = code;
    }

    @QueryHandler
    CompletableFuture<Optional<AgentVersionView>> find(FindAgentVersion query) {
      return CompletableFuture.completedFuture(
          Optional.of(
              new AgentVersionView(
                  query.agentId(), 1, query.version(), "ada", Instant.EPOCH, definition())));
    }

    private AgentDefinition definition() {
      return new AgentDefinition(
          "echo",
          "Echo",
          null,
          AgentKind.FUNCTION,
          List.of(),
          List.of("application/json"),
          List.of("application/json"),
          null,
          Map.of("type", "string"),
          null,
          null,
          List.of(),
          code,
          null,
          List.of(),
          Limits.NONE,
          null,
          List.of());
    }
  }
}
