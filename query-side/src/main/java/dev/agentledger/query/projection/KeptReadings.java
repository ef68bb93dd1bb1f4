package dev.agentledger.query.projection;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes readings that are kept until what they read is written again. */
@Component
public final class KeptReadings {

  private final PositionBoard positions;

  KeptReadings(PositionBoard positions) {
    this.positions = positions;
  }

  /**
   * A reading of one projection.
   *
   * @param projection whose tables are read, and no others
   * @param reading of one value; empty where there is none
   */
  public <K, V> KeptReading<K, V> of(String projection, Function<K, Mono<V>> reading) {
    return new KeptReading<>(
        () -> positions.lastWriting(projection), reading, Ticker.systemTicker());
  }
}
