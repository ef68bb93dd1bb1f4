package dev.agentledger.saga.run;

import dev.agentledger.api.run.PlannedRun;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.conversation.Transcripts;
import dev.agentledger.saga.run.effect.CallBegins;
import dev.agentledger.saga.run.effect.Callables;
import dev.agentledger.saga.run.effect.ChildEffect;
import dev.agentledger.saga.run.effect.CodeEffect;
import dev.agentledger.saga.run.effect.Effects;
import dev.agentledger.saga.run.effect.LiveEffects;
import dev.agentledger.saga.run.effect.ModelEffect;
import dev.agentledger.saga.run.effect.ModelRequests;
import dev.agentledger.saga.run.effect.Purse;
import dev.agentledger.saga.run.effect.ToolCalls;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.Openings;
import dev.agentledger.saga.run.plan.Members;
import dev.agentledger.saga.run.plan.PinnedVersions;
import dev.agentledger.saga.run.plan.Planner;
import dev.agentledger.saga.run.plan.RunDefaults;
import dev.agentledger.saga.validation.JsonSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A program that commits runs and carries them out, wired by hand; several can share a database.
 */
final class Node implements AutoCloseable {

  static final Envelope ADA = Envelope.of("acme", "ada", "api-key:key_1");

  private final Mortal database;
  private final Configuration axon;
  private final RunWorker worker;
  private final Lookout lookout;
  private final Family family;
  private final CommittedRuns committed;
  private RunWorkProjection projection;
  private Planner planner;
  ModelRequests requests;
  final RunWork work;
  final Claims claims;
  final SagaCommands commands;
  final Histories histories;
  final StagedSandbox sandbox = new StagedSandbox();
  final StagedModels models = new StagedModels();
  final StagedTools tools = new StagedTools();
  final StagedMoney money = new StagedMoney();
  final StagedAgents agents = new StagedAgents();

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
    agents.add(StagedAgents.function("echo", setup.code()));
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
            .registerQueryHandler(_ -> agents);
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
                .registerEventHandler(_ -> projection));
    axon = configurer.buildConfiguration();
    commands = new SagaCommands(axon.commandBus());
    claims = claimsOf(axon);
    histories = new Histories(axon.eventStore(), ContractSerializer.create(), 16 << 20);
    worker =
        new RunWorker(effectsOf(axon), commands, new SimpleMeterRegistry(), 4, 512, setup.grace());
    lookout = new Lookout(work, worker, commands, claims, histories);
    family = new Family(commands, histories, money);
    committed = new CommittedRuns(axon.eventBus(), histories, claims, worker, family);
    projection = new RunWorkProjection(work, worker, lookout, family);
    axon.start();
    if (setup.works()) {
      lifecycles().forEach(SmartLifecycle::start);
    } else {
      axon.eventProcessingConfiguration()
          .eventProcessor(RunWorkProjection.GROUP)
          .orElseThrow()
          .shutDown();
    }
  }

  private List<SmartLifecycle> lifecycles() {
    return List.of(worker, lookout, family, committed);
  }

  RunId start(String name, Object input) {
    return start("echo", name, input, Limits.NONE, null);
  }

  /** Starts a run of a staged agent as the edge does. */
  RunId start(String agent, String name, Object input, Limits limits, Object script) {
    return start(agent, name, input, limits, null, null, script);
  }

  /** Starts a run that goes on from a step of another, or answers a turn of a conversation. */
  RunId start(
      String agent,
      String name,
      Object input,
      Limits limits,
      @Nullable ConversationTurn turn,
      @Nullable ForkOf fork,
      Object script) {
    var runId = new RunId("run_" + name);
    var version = new AgentVersion(1, StagedAgents.VERSION.hash(), agents.find(agent));
    var agentId = AgentId.of("acme", agent);
    var planned = planned(agentId, version);
    commands.send(
        new StartRun(
            runId,
            agentId,
            agent,
            version.ref(),
            planned.plan(),
            RunMode.PRODUCTION,
            input,
            Map.of(),
            limits == Limits.NONE ? planned.limits() : limits,
            null,
            turn,
            null,
            fork,
            script),
        ADA);
    return runId;
  }

  private PlannedRun planned(AgentId agentId, AgentVersion version) {
    try {
      return planner.plan("acme", agentId, version, null);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  List<RunEvent> eventsOf(RunId runId) {
    return axon.eventStore()
        .readEvents(runId.value())
        .asStream()
        .map(event -> (RunEvent) event.getPayload())
        .toList();
  }

  EventStore eventStore() {
    return axon.eventStore();
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
    lifecycles().reversed().forEach(SmartLifecycle::stop);
    axon.shutdown();
  }

  private Effects effectsOf(Configuration axon) {
    var versions = new PinnedVersions(axon.queryBus());
    var schemas = new JsonSchemas();
    var callables = new Callables(tools, versions, schemas);
    var conversations = new Transcripts(axon.eventStore());
    requests =
        new ModelRequests(versions, callables, new Openings(histories, having(conversations)));
    planner =
        new Planner(
            models,
            tools,
            new Members(axon.queryBus()),
            new RunDefaults(50, 100, Duration.ofHours(1), Duration.ofMinutes(2), 2, 2));
    return new LiveEffects(
        histories,
        new CallBegins(database),
        new CodeEffect(versions, sandbox, schemas),
        new ModelEffect(
            requests, models, new Purse(models, money, money), callables, schemas, nothing()),
        new ToolCalls(tools, versions, models),
        new ChildEffect(callables, planner, schemas, commands, histories));
  }

  private static <T> ObjectProvider<T> nothing() {
    return new ObjectProvider<>() {
      @Override
      public T getIfAvailable() {
        return null;
      }
    };
  }

  private static <T> ObjectProvider<T> having(T object) {
    return new ObjectProvider<>() {
      @Override
      public T getObject() {
        return object;
      }
    };
  }

  private static Claims claimsOf(Configuration axon) {
    return new ProcessorClaims(having(axon));
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
}
