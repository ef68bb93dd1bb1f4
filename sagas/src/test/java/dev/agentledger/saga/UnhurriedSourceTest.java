package dev.agentledger.saga;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever is brought too little would wait for ever. */
@Timeout(30)
class UnhurriedSourceTest {

  private static final Duration NEVER_OVER = Duration.ofHours(1);
  private static final int AT_ONCE = 3;
  private static final int ONE = 1;

  private final CallingLog log = new CallingLog();

  @AfterEach
  void close() {
    log.events.shutDown();
  }

  @Test
  void whatComesSeldomComesAtOnce() throws Exception {
    try (var stream = follow(NEVER_OVER)) {
      for (var event = 0; event < AT_ONCE; event++) {
        record(1);
        assertThat(next(stream)).isEqualTo(event);
        assertThat(stream.hasNextAvailable()).isFalse();
      }
    }
  }

  @Test
  void whatBelongsTogetherIsBroughtTogetherHoweverMuchItIs() throws Exception {
    record(100);

    try (var stream = follow(NEVER_OVER)) {
      assertThat(all(stream)).hasSize(100).isSorted();
    }
  }

  @Test
  void afterMuchTheRestWaitsForThePauseAndNobodyIsCalledMeanwhile() throws Exception {
    try (var stream = follow(NEVER_OVER)) {
      var calls = new AtomicInteger();
      stream.setOnAvailableCallback(calls::incrementAndGet);
      record(2 * AT_ONCE);
      assertThat(all(stream)).hasSize(2 * AT_ONCE);
      assertThat(stream.hasNextAvailable()).isFalse();
      var before = calls.get();

      record(50);

      assertThat(stream.hasNextAvailable(10, MILLISECONDS)).isFalse();
      assertThat(calls).hasValue(before);
    }
  }

  @Test
  void afterMuchThePauseIsKeptThoughMoreHasComeMeanwhile() throws Exception {
    try (var stream = follow(NEVER_OVER)) {
      record(2 * AT_ONCE);
      await().until(stream::hasNextAvailable);
      for (var event = 0; event < 2 * AT_ONCE; event++) {
        assertThat(stream.nextAvailable().getPayload()).isEqualTo(event);
      }

      record(50);

      assertThat(stream.hasNextAvailable(10, MILLISECONDS)).isFalse();
    }
  }

  @Test
  void whenThePauseIsOverTheReaderIsCalledAndNothingIsMissing() throws Exception {
    try (var stream = follow(Duration.ofMillis(300))) {
      var seen = new ArrayList<Object>();
      stream.setOnAvailableCallback(
          () -> {
            synchronized (seen) {
              seen.addAll(all(stream));
            }
          });

      IntStream.range(0, 20).forEach(_ -> record(10));

      await()
          .untilAsserted(
              () -> {
                synchronized (seen) {
                  assertThat(seen).hasSize(200);
                }
              });
      assertThat(seen).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }
  }

  @Test
  void whatTheReaderHasNoUseForIsNotBroughtAgainButHowFarItIsIs() throws Exception {
    try (var stream = follow(Duration.ofMillis(1))) {
      log.record("of no use");
      await().until(stream::hasNextAvailable);
      stream.skipMessagesWithPayloadTypeOf(stream.nextAvailable());

      log.record("neither");
      await().until(stream::hasNextAvailable);
      var next = stream.nextAvailable();

      assertThat(next.getPayload()).isNotInstanceOf(String.class);
      assertThat(next.trackingToken().position()).hasValue(1);
      record(1);
      assertThat(next(stream)).isEqualTo(0);
    }
  }

  @Test
  void aSagaIsBroughtOnlyWhatItHandlesAndHowFarItIs() throws Exception {
    try (var stream = follow(Duration.ofMillis(1), new HandledTypes(Counting.class), ONE)) {
      log.record("nothing for it");
      record(2);

      assertThat(next(stream)).isEqualTo(0);
      assertThat(next(stream)).isEqualTo(1);
      log.record("nothing for it");
      await().until(stream::hasNextAvailable);
      assertThat(stream.nextAvailable().trackingToken().position()).hasValue(3);
    }
  }

  @Test
  void aReaderOfBatchesIsBroughtWhatIsAtHandUnderOneToken() throws Exception {
    try (var stream = follow(Duration.ofMillis(1), _ -> true, 8)) {
      record(11);

      assertThat(tokens(stream)).containsExactly(7L, 7L, 7L, 7L, 7L, 7L, 7L, 7L, 10L, 10L, 10L);
    }
  }

  @Test
  void whatTheReaderCanDoWithoutIsNotBroughtButHowFarItIsIs() throws Exception {
    var source =
        new UnhurriedSource(
            log, _ -> true, Duration.ofMillis(1), AT_ONCE, 8, UnhurriedSourceTest::evenOnes);
    try (var stream = source.openStream(null)) {
      record(2);
      assertThat(next(stream)).isEqualTo(0);

      log.record(7);
      await().until(stream::hasNextAvailable);
      var passed = stream.nextAvailable();

      assertThat(passed.getPayload()).isNotInstanceOf(Integer.class);
      assertThat(passed.trackingToken().position()).hasValue(2);
      record(1);
      assertThat(next(stream)).isEqualTo(2);
    }
  }

  private static List<TrackedEventMessage<?>> evenOnes(List<TrackedEventMessage<?>> events) {
    return events.stream().filter(event -> (int) event.getPayload() % 2 == 0).toList();
  }

  private static List<Long> tokens(BlockingStream<TrackedEventMessage<?>> stream) throws Exception {
    await().until(stream::hasNextAvailable);
    var tokens = new ArrayList<Long>();
    while (stream.hasNextAvailable()) {
      assertThat(stream.peek().orElseThrow().trackingToken()).isNotNull();
      tokens.add(stream.nextAvailable().trackingToken().position().orElseThrow());
    }
    return tokens;
  }

  private static final class Counting {

    @SagaEventHandler(associationProperty = "number")
    void on(Number number) {
      throw new AssertionError("Never called with " + number);
    }
  }

  private int recorded;

  private void record(int events) {
    for (var event = 0; event < events; event++) {
      log.record(recorded++);
    }
  }

  private BlockingStream<TrackedEventMessage<?>> follow(Duration pause) {
    return follow(pause, _ -> true, ONE);
  }

  private BlockingStream<TrackedEventMessage<?>> follow(
      Duration pause, Predicate<Class<?>> wanted, int together) {
    return new UnhurriedSource(log, wanted, pause, AT_ONCE, together, UnaryOperator.identity())
        .openStream(null);
  }

  private static Object next(BlockingStream<TrackedEventMessage<?>> stream) throws Exception {
    await().until(stream::hasNextAvailable);
    return stream.nextAvailable().getPayload();
  }

  /** What is to be had now. */
  private static List<Object> all(BlockingStream<TrackedEventMessage<?>> stream) {
    var all = new ArrayList<>();
    try {
      while (stream.hasNextAvailable(all.isEmpty() ? 100 : 0, MILLISECONDS)) {
        all.add(stream.nextAvailable().getPayload());
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    return all;
  }

  /** Axon's store in memory, which calls its readers as that of the ledger does. */
  private static final class CallingLog implements StreamableMessageSource<TrackedEventMessage<?>> {

    final EmbeddedEventStore events =
        EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    private Runnable reader = () -> {};

    void record(Object payload) {
      events.publish(GenericEventMessage.asEventMessage(payload));
      reader.run();
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
      var stream = events.openStream(after);
      return new BlockingStream<>() {
        @Override
        public Optional<TrackedEventMessage<?>> peek() {
          return stream.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
          return stream.hasNextAvailable(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
          return stream.nextAvailable();
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
          reader = callback;
          return true;
        }

        @Override
        public void close() {
          stream.close();
        }
      };
    }
  }
}
