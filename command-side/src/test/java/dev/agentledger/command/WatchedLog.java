package dev.agentledger.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** A log that counts what is read from it, and that can be made to fail before it appends. */
public final class WatchedLog implements EventStorageEngine {

  private final EventStorageEngine log;
  private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger appends = new AtomicInteger();
  private final AtomicInteger eventsRead = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();

  public WatchedLog(EventStorageEngine log) {
    this.log = log;
  }

  /** The next append fails like this; of several failures each meets one append. */
  public void failNext(RuntimeException failure) {
    failures.add(failure);
  }

  /** How many events of streams were read since the last time that it was asked. */
  public int eventsRead() {
    return eventsRead.getAndSet(0);
  }

  /** How often a stream was looked for since the last time that it was asked. */
  public int looks() {
    return looks.getAndSet(0);
  }

  /** How often something was to be appended since the last time that it was asked. */
  public int appends() {
    return appends.getAndSet(0);
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    appends.incrementAndGet();
    var failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    log.appendEvents(events);
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    log.storeSnapshot(snapshot);
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    return log.readEvents(token, mayBlock);
  }

  @Override
  public DomainEventStream readEvents(String streamId, long first) {
    var events = log.readEvents(streamId, first).asStream().toList();
    eventsRead.addAndGet(events.size());
    return DomainEventStream.of(events);
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String streamId) {
    return log.readSnapshot(streamId);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String streamId) {
    looks.incrementAndGet();
    return log.lastSequenceNumberFor(streamId);
  }

  @Override
  public TrackingToken createTailToken() {
    return log.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return log.createHeadToken();
  }

  @Override
  public TrackingToken createTokenAt(Instant moment) {
    return log.createTokenAt(moment);
  }
}
