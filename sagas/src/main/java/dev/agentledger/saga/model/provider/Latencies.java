package dev.agentledger.saga.model.provider;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long the latest answers of each model took. */
final class Latencies {

  private static final int KEPT = 64;

  /** Names are free, so that their number has to be limited. */
  private static final int MOST_MODELS = 200;

  private final Map<String, Ring> models = new ConcurrentHashMap<>();

  private static final class Ring {
    private final long[] millis = new long[KEPT];
    private int count;

    synchronized void add(long latency) {
      millis[count++ % KEPT] = latency;
    }

    synchronized long median() {
      var sorted = Arrays.copyOf(millis, Math.min(count, KEPT));
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  void add(String model, long millis) {
    if (models.size() < MOST_MODELS || models.containsKey(model)) {
      models.computeIfAbsent(model, _ -> new Ring()).add(millis);
    }
  }

  Optional<Long> median(String model) {
    return Optional.ofNullable(models.get(model)).map(Ring::median);
  }
}
