package dev.agentledger.command.log;

import dev.agentledger.command.Positions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Axon's way to the log: records in groups with whoever records at the same time, and reads.
 *
 * <p>What is appended is durable when the call returns, whatever becomes of a transaction of the
 * caller. An event without tenant and actor is not accepted.
 */
final class EventLog implements EventStorageEngine {

  private static final int PAGE = 500;

  private final LogTable table;
  private final LongSupplier settled;
  private final LoggedMessages messages;
  private final SnapshotTable snapshots;
  private final Facts facts;
  private final GroupCommit commits;

  EventLog(
      LogTable table,
      LongSupplier settled,
      LoggedMessages messages,
      SnapshotTable snapshots,
      Facts facts,
      GroupCommit commits) {
    this.table = table;
    this.settled = settled;
    this.messages = messages;
    this.snapshots = snapshots;
    this.facts = facts;
    this.commits = commits;
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    if (events.isEmpty()) {
      return;
    }
    Positions.recorded(commits.append(facts.of(events)));
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    snapshots.store(snapshot);
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken after, boolean mayBlock) {
    return pages(
            position -> table.read(position, settled.getAsLong(), PAGE),
            positionOf(after),
            LoggedEvent::position)
        .flatMap(event -> messages.tracked(event).stream());
  }

  @Override
  public DomainEventStream readEvents(String streamId, long firstSequence) {
    return table.stream(streamId)
        .map(
            stream ->
                messages.stream(
                    pages(
                        sequence -> table.read(stream, sequence + 1, PAGE),
                        firstSequence - 1,
                        LoggedEvent::sequence)))
        .orElseGet(DomainEventStream::empty);
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String streamId) {
    return snapshots.read(streamId);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String streamId) {
    return table.stream(streamId).map(LogTable.StreamHead::version);
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(settled.getAsLong());
  }

  @Override
  public TrackingToken createTokenAt(Instant instant) {
    return new GlobalSequenceTrackingToken(table.before(instant, settled.getAsLong()));
  }

  static long positionOf(@Nullable TrackingToken token) {
    return token == null
        ? 0
        : WrappedToken.unwrap(token, GlobalSequenceTrackingToken.class)
            .orElseThrow(() -> new IllegalArgumentException("Not a position of the log: " + token))
            .getGlobalIndex();
  }

  private static Stream<LoggedEvent> pages(
      LongFunction<List<LoggedEvent>> page, long start, ToLongFunction<LoggedEvent> reached) {
    return Stream.iterate(
            page.apply(start),
            events -> !events.isEmpty(),
            events ->
                events.size() < PAGE
                    ? List.of()
                    : page.apply(reached.applyAsLong(events.getLast())))
        .flatMap(List::stream);
  }
}
