package dev.agentledger.command.log;

import dev.agentledger.events.evolution.SelectiveLog;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Axon's event store on the log: facts are recorded by the engine and read from the tail. */
final class LedgerEventStore extends AbstractEventStore implements SelectiveLog {

  private final Tail tail;

  LedgerEventStore(EventStorageEngine engine, Tail tail) {
    super(new Settings().storageEngine(engine));
    this.tail = tail;
  }

  /** Most streams that are not remembered are new, and have no snapshot to be looked for. */
  @Override
  public DomainEventStream readEvents(String streamId) {
    return TakenAsNew.marksCurrent() || lastSequenceNumberFor(streamId).isEmpty()
        ? DomainEventStream.empty()
        : super.readEvents(streamId);
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
    return tail.after(EventLog.positionOf(after));
  }

  @Override
  public Selected openStream(@Nullable TrackingToken after, Predicate<Class<?>> wanted) {
    return tail.after(EventLog.positionOf(after), wanted);
  }

  private static final class Settings extends AbstractEventStore.Builder {}
}
