package dev.agentledger.saga.run.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.saga.run.history.RunHistory.Entry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The histories of runs, read from the log. Those of late are remembered, and what is committed on
 * this node is added to them.
 */
@Component
public class Histories {

  private final EventStore events;
  private final Serializer serializer;
  private final Cache<RunId, RunHistory> remembered;

  public Histories(
      EventStore events,
      @Qualifier("eventSerializer") Serializer serializer,
      @Value("${ledger.runs.remembered-bytes:67108864}") long mostBytes) {
    this.events = events;
    this.serializer = serializer;
    remembered =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .<RunId, RunHistory>weigher((_, history) -> history.weight())
            // Tidied up for many steps at once.
            .executor(CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
            .build();
  }

  /** The history as the log has it now; empty when there is no such run. */
  public Optional<RunHistory> read(RunId runId) {
    // From the first event on: without that, the store begins at a snapshot of the aggregate.
    var messages = events.readEvents(runId.value(), 0).asStream().toList();
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    var envelope = Envelope.from(messages.getFirst().getMetaData());
    var history = RunHistory.of(envelope, messages.stream().map(this::entry).toList());
    return Optional.of(
        remembered
            .asMap()
            .merge(
                runId,
                history,
                (one, other) -> one.lastSequence() > other.lastSequence() ? one : other));
  }

  /** A history that holds at least what is wanted of it, if the log does. */
  public Optional<RunHistory> holding(RunId runId, Predicate<RunHistory> wanted) {
    return remembered(runId).filter(wanted).or(() -> read(runId).filter(wanted));
  }

  /** The history as far as it is known without a look at the log. */
  public Optional<RunHistory> remembered(RunId runId) {
    return Optional.ofNullable(remembered.getIfPresent(runId));
  }

  /** Adds what was committed to one run, in its order. */
  public void add(List<? extends DomainEventMessage<?>> committed) {
    var first = committed.getFirst();
    var entries = committed.stream().map(this::entry).toList();
    var runId = entries.getFirst().event().runId();
    if (first.getPayload() instanceof RunRequested) {
      remembered.put(runId, RunHistory.of(Envelope.from(first.getMetaData()), entries));
    } else {
      remembered
          .asMap()
          .computeIfPresent(runId, (_, history) -> history.plus(entries).orElse(null));
    }
  }

  public void forget(RunId runId) {
    remembered.invalidate(runId);
  }

  /** What was read or stored with this serializer is not written again to be measured. */
  private Entry entry(DomainEventMessage<?> message) {
    return new Entry(
        message.getSequenceNumber(),
        message.getTimestamp(),
        (RunEvent) message.getPayload(),
        message.serializePayload(serializer, byte[].class).getData().length);
  }
}
