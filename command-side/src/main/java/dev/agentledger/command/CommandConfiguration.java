package dev.agentledger.command;

import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.SnapshotterSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How commands are carried out: on which bus, on remembered state, with which snapshots. */
@Configuration(proxyBeanMethods = false)
public class CommandConfiguration {

  /** The bean that remembers aggregates. */
  public static final String CACHE = "aggregateCache";

  /** The bean that says when a stream gets a snapshot. */
  public static final String SNAPSHOTS = "snapshotTrigger";

  private static final long MOST_BYTES_CACHED = 32L * 1024 * 1024;

  /** A command on a stream of any length reads about this many events at most. */
  private static final int EVENTS_BETWEEN_SNAPSHOTS = 50;

  @Bean
  @Qualifier("localSegment") public CommandBus commandBus(
      org.axonframework.config.Configuration axon, DuplicateCommandHandlerResolver duplicates) {
    var settings =
        SimpleCommandBus.builder()
            .duplicateCommandHandlerResolver(duplicates)
            .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
            .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"));
    var bus = new LedgerCommandBus(settings, newestVersionIn(axon::eventStore));
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }

  private static Function<String, OptionalLong> newestVersionIn(Supplier<EventStore> log) {
    return streamId ->
        log.get()
            .lastSequenceNumberFor(streamId)
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty);
  }

  @Bean
  public CommandTargetResolver commandTargets() {
    return new CommandTargets();
  }

  @Bean(CACHE)
  public Cache aggregateCache() {
    return new AggregateCache(MOST_BYTES_CACHED);
  }

  @Bean(SNAPSHOTS)
  public SnapshotTriggerDefinition snapshotTrigger(Snapshotter snapshotter) {
    return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BETWEEN_SNAPSHOTS);
  }

  @Bean
  public Snapshotter snapshotter(
      org.axonframework.config.Configuration axon,
      EventStore log,
      HandlerDefinition handlers,
      ParameterResolverFactory parameters,
      SnapshotterSpanFactory spans) {
    var settings = SpringAggregateSnapshotter.builder();
    settings.repositoryProvider(axon::repository);
    settings.eventStore(log);
    settings.handlerDefinition(handlers);
    settings.parameterResolverFactory(parameters);
    settings.spanFactory(spans);
    return new SnapshotsOnTheSide(settings);
  }

  /** States are kept as JSON, whatever they hold. */
  @Bean
  @Qualifier("snapshotSerializer") public Serializer snapshotSerializer() {
    return JacksonSerializer.builder().objectMapper(StateJson.create()).build();
  }

  @Bean
  public SnapshotFilter usableSnapshots(@Qualifier("snapshotSerializer") Serializer serializer) {
    return new UsableSnapshots(serializer, StateJson.create());
  }
}
