package dev.agentledger.query.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.agentledger.query.SharedReading;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers with what was read before, as long as the tables surely say the same.
 *
 * <p>Only the process that writes a projection knows that; in any other each answer is read.
 */
public final class KeptReading<K, V> {

  /** So long at most a process may not know that another one writes in its place. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** An agent may be as long as its prompt. */
  private static final int MOST = 200;

  private final Supplier<OptionalLong> lastWriting;
  private final SharedReading<K, V> reading;
  private final Cache<K, Kept<V>> kept;

  private record Kept<V>(long writing, @Nullable V value) {}

  /**
   * @param lastWriting {@link PositionBoard#lastWriting} of what is read
   */
  KeptReading(Supplier<OptionalLong> lastWriting, Function<K, Mono<V>> reading, Ticker clock) {
    this.lastWriting = lastWriting;
    this.reading = new SharedReading<>(reading);
    kept =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(LONGEST)
            .ticker(clock)
            .executor(Runnable::run)
            .build();
  }

  /** What there is under the key now; null for nothing. */
  public CompletableFuture<@Nullable V> of(K key) {
    var last = lastWriting.get();
    if (last.isEmpty()) {
      return reading.of(key);
    }
    var writing = last.getAsLong();
    var found = kept.getIfPresent(key);
    return found != null && found.writing() == writing
        ? CompletableFuture.completedFuture(found.value())
        : reading.of(key).thenApply(value -> keep(key, writing, value));
  }

  /** What is written meanwhile makes it of no use. */
  private @Nullable V keep(K key, long writing, @Nullable V value) {
    kept.put(key, new Kept<>(writing, value));
    return value;
  }
}
