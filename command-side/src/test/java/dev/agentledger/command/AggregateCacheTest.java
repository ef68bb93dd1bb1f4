package dev.agentledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AggregateCacheTest {

  private static final int A_FEW_KILOBYTES = 8 * 1024;

  private record State(String text, List<String> names, Map<String, Long> counts) {}

  private final AggregateCache cache = new AggregateCache(A_FEW_KILOBYTES);

  @Test
  void whatIsTakenOutComesBackWithTheCommit() {
    cache.put("stream", "state");

    var unit = begun();
    assertThat(cache.<String, String>get("stream")).isEqualTo("state");
    assertThat(cache.<String, String>get("stream")).isNull();
    cache.put("stream", "next state");
    assertThat(cache.containsKey("stream")).isFalse();
    unit.commit();

    assertThat(cache.<String, String>get("stream")).isEqualTo("next state");
  }

  @Test
  void whatIsTakenOutInVainDoesNotComeBack() {
    cache.put("stream", "state");

    var unit = begun();
    cache.get("stream");
    cache.put("stream", "next state");
    unit.rollback();

    assertThat(cache.containsKey("stream")).isFalse();
  }

  @Test
  void whoTookSomethingOutIsKnown() {
    cache.put("stream", "state");

    var unit = begun();
    cache.get("stream");
    cache.get("another");

    assertThat(AggregateCache.hasLent("stream", unit)).isTrue();
    assertThat(AggregateCache.hasLent("another", unit)).isFalse();
    unit.rollback();
  }

  @Test
  void aStreamThatDidNotComeIntoBeingIsNotKept() {
    cache.put(null, "state");

    assertThat(cache.<Object, Object>get("null")).isNull();
  }

  @Test
  void moreThanItHoldsIsNotKept() {
    IntStream.range(0, 1_000).forEach(stream -> cache.put("stream " + stream, "state"));
    cache.put("large", "words ".repeat(A_FEW_KILOBYTES));

    await()
        .untilAsserted(
            () -> {
              assertThat(
                      IntStream.range(0, 1_000)
                          .filter(stream -> cache.containsKey("stream " + stream))
                          .count())
                  .isBetween(1L, 8L);
              assertThat(cache.containsKey("large")).isFalse();
            });
  }

  @Nested
  class TheWeight {

    @Test
    void isThatOfTheShellAndOfAllThatTheStateHolds() {
      var small = Weight.of(new State("", List.of(), Map.of()));

      assertThat(small).isGreaterThan(1024);
      assertThat(Weight.of(new State("four", List.of(), Map.of()))).isEqualTo(small + 8);
      assertThat(Weight.of(new State("", List.of("a", "b"), Map.of())))
          .isEqualTo(small + 2 * (8 + 40 + 2));
      assertThat(Weight.of(new State("", List.of(), Map.of("a", 1L))))
          .isEqualTo(small + (8 + 40 + 2) + (8 + 24));
    }
  }

  private static UnitOfWork<?> begun() {
    return DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("command"));
  }
}
