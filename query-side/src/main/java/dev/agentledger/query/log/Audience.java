package dev.agentledger.query.log;

import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Who listens to what at this node, and up to where all of them have been told.
 *
 * <p>An event costs what those who hear it cost, not what all listeners do.
 */
final class Audience {

  static final long UNKNOWN = -1;

  private final Set<Listener> ofAll = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<Listener>> ofStreams = new ConcurrentHashMap<>();
  private final Queue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::position));
  private long reached = UNKNOWN;

  /** Begins to listen to one stream, or to all. */
  synchronized Listener join(@Nullable String streamId) {
    var listener = new Listener(streamId, reached);
    if (streamId == null) {
      ofAll.add(listener);
    } else {
      ofStreams.computeIfAbsent(streamId, _ -> ConcurrentHashMap.newKeySet()).add(listener);
    }
    return listener;
  }

  synchronized void leave(Listener listener) {
    listener.end();
    if (listener.streamId() == null) {
      ofAll.remove(listener);
    } else {
      ofStreams.computeIfPresent(
          listener.streamId(),
          (_, listeners) -> {
            listeners.remove(listener);
            return listeners.isEmpty() ? null : listeners;
          });
    }
  }

  /** Everything up to there is in the table; whoever listens already reads it there. */
  synchronized void beginAt(long position) {
    advance(position);
    ofAll.forEach(this::leave);
    ofStreams.values().forEach(listeners -> listeners.forEach(this::leave));
  }

  synchronized void tell(LiveEvent event) {
    advance(event.position());
    tell(event, ofAll);
    tell(event, ofStreams.getOrDefault(event.streamId(), Set.of()));
  }

  private void tell(LiveEvent event, Set<Listener> listeners) {
    for (var listener : listeners) {
      if (!listener.hear(event)) {
        leave(listener);
      }
    }
  }

  private void advance(long position) {
    reached = Math.max(reached, position);
    while (!waiting.isEmpty() && waiting.element().position() <= reached) {
      waiting.remove().reached().success(reached);
    }
  }

  synchronized long reached() {
    return reached;
  }

  /** How many listen to a stream, or to all. */
  synchronized int size(@Nullable String streamId) {
    return (streamId == null ? ofAll : ofStreams.getOrDefault(streamId, Set.of())).size();
  }

  Mono<Long> reached(long position) {
    return Mono.create(sink -> await(new Waiting(position, sink)));
  }

  private synchronized void await(Waiting one) {
    if (reached >= one.position()) {
      one.reached().success(reached);
    } else {
      waiting.add(one);
      one.reached().onDispose(() -> forget(one));
    }
  }

  private synchronized void forget(Waiting one) {
    waiting.remove(one);
  }

  private record Waiting(long position, MonoSink<Long> reached) {}
}
