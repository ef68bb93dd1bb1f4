package dev.agentledger.command;

import dev.agentledger.api.Answer;
import dev.agentledger.api.Recorded;
import dev.agentledger.command.log.PostgresEventLog;
import dev.agentledger.events.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.LoggingDuplicateCommandHandlerResolver;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;

/** A node with one kind of aggregate: its own bus, cache and snapshots on a log that all share. */
public final class Node implements AutoCloseable {

  public static final Envelope ENVELOPE = Envelope.of("default", "ada", "api-key:key_1");

  private final WatchedLog log;
  private final Configuration axon;
  private final SnapshotsOnTheSide snapshots;

  public <A> Node(PostgresEventLog database, Class<A> kind) {
    var commands = new CommandConfiguration();
    log = new WatchedLog(database.engine());
    var aggregate = AggregateConfigurer.defaultConfiguration(kind);
    aggregate.configureCache(_ -> commands.aggregateCache());
    aggregate.configureSnapshotTrigger(
        configuration -> commands.snapshotTrigger(configuration.getComponent(Snapshotter.class)));
    axon =
        DefaultConfigurer.defaultConfiguration()
            .configureEventStore(_ -> database.store(log))
            .configureTransactionManager(_ -> database.transactions())
            .configureCorrelationDataProviders(
                _ ->
                    List.of(
                        new SimpleCorrelationDataProvider(
                            Envelope.TENANT, Envelope.ACTOR, Envelope.AUTHENTICATION)))
            .configureCommandBus(
                configuration ->
                    commands.commandBus(
                        configuration, LoggingDuplicateCommandHandlerResolver.instance()))
            .registerComponent(CommandTargetResolver.class, _ -> commands.commandTargets())
            .registerComponent(Snapshotter.class, configuration -> snapshotsOf(configuration, kind))
            .configureAggregate(aggregate)
            .start();
    snapshots = (SnapshotsOnTheSide) axon.getComponent(Snapshotter.class);
  }

  private static SnapshotsOnTheSide snapshotsOf(Configuration configuration, Class<?> kind) {
    var settings = SpringAggregateSnapshotter.builder();
    settings.aggregateFactories(
        new GenericAggregateFactory<>(AnnotatedAggregateMetaModelFactory.inspectAggregate(kind)));
    settings.repositoryProvider(configuration::repository);
    settings.eventStore(configuration.eventStore());
    return new SnapshotsOnTheSide(settings);
  }

  public WatchedLog log() {
    return log;
  }

  /** Carries the command out for its tenant. */
  public Recorded send(Object command) throws Exception {
    return send(command, Map.of());
  }

  /**
   * Carries the command out.
   *
   * @param metadata what the caller says besides
   */
  public Recorded send(Object command, Map<String, ?> metadata) throws Exception {
    return ask(command, metadata, Recorded.class);
  }

  /** Carries the command out for its tenant, which answers more than what was recorded. */
  public <A extends Answer> A ask(Object command, Class<A> answer) throws Exception {
    return ask(command, Map.of(), answer);
  }

  private <A extends Answer> A ask(Object command, Map<String, ?> metadata, Class<A> answer)
      throws Exception {
    var result = answerTo(command, metadata);
    if (result.isExceptional()) {
      throw (Exception) result.exceptionResult();
    }
    return answer.cast(result.getPayload());
  }

  public CommandResultMessage<? extends Answer> answerTo(Object command, Map<String, ?> metadata) {
    var all = new HashMap<String, Object>(ENVELOPE.toMetadata());
    all.putAll(metadata);
    var answer = new CompletableFuture<CommandResultMessage<? extends Answer>>();
    axon.commandBus()
        .<Object, Answer>dispatch(
            new GenericCommandMessage<>(command, all), (_, result) -> answer.complete(result));
    return answer.join();
  }

  @Override
  public void close() {
    snapshots.close();
    axon.shutdown();
  }
}
