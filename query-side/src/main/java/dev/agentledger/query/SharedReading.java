package dev.agentledger.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads for all who ask the same at the same time.
 *
 * <p>An answer was read after it was asked for, as if each had been read for itself: who asks while
 * a reading is under way shares the next one with all who do, and that begins when the one before
 * is over. So the busier the database is, the more share one.
 */
public final class SharedReading<K, V> {

  /** A connection that hangs must not keep the others waiting for ever. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Function<K, Mono<V>> reading;
  private final Map<K, Queue<V>> underWay = new HashMap<>();

  /** Those who wait while a reading is under way; null while there are none. */
  private static final class Queue<V> {
    private @Nullable CompletableFuture<Optional<V>> next;
  }

  /**
   * @param reading of one value; empty where there is none
   */
  public SharedReading(Function<K, Mono<V>> reading) {
    this.reading = reading;
  }

  /** What there is under the key now; null for nothing. */
  public CompletableFuture<@Nullable V> of(K key) {
    // Who gives up must not take the answer from the others.
    return asked(key).thenApply(found -> found.orElse(null));
  }

  private CompletableFuture<Optional<V>> asked(K key) {
    var answer = new CompletableFuture<Optional<V>>();
    synchronized (underWay) {
      var queue = underWay.get(key);
      if (queue != null) {
        if (queue.next == null) {
          queue.next = answer;
        }
        return queue.next;
      }
      underWay.put(key, new Queue<>());
    }
    read(key, answer);
    return answer;
  }

  private void read(K key, CompletableFuture<Optional<V>> answer) {
    Mono.defer(() -> reading.apply(key))
        .singleOptional()
        .timeout(LIMIT)
        // Before the answer is given: what follows from it elsewhere must not hold up the next.
        .doOnTerminate(() -> readNext(key))
        .subscribe(answer::complete, answer::completeExceptionally);
  }

  private void readNext(K key) {
    CompletableFuture<Optional<V>> next;
    synchronized (underWay) {
      var queue = underWay.get(key);
      next = queue == null ? null : queue.next;
      if (next == null) {
        underWay.remove(key);
      } else {
        underWay.put(key, new Queue<>());
      }
    }
    if (next != null) {
      read(key, next);
    }
  }
}
