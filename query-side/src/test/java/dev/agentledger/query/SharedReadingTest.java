package dev.agentledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class SharedReadingTest {

  private final List<Sinks.One<String>> begun = new ArrayList<>();
  private final SharedReading<String, String> reading =
      new SharedReading<>(
          _ -> {
            var read = Sinks.<String>one();
            begun.add(read);
            return read.asMono();
          });

  @Test
  void whoAsksAloneIsReadForAtOnceEachTime() {
    var first = reading.of("a");
    begun.get(0).tryEmitValue("one");
    var second = reading.of("a");
    begun.get(1).tryEmitValue("two");

    assertThat(first).isCompletedWithValue("one");
    assertThat(second).isCompletedWithValue("two");
  }

  @Test
  void whoAskDuringAReadingShareTheNextWhichBeginsAfterThemAll() {
    var first = reading.of("a");
    var second = reading.of("a");
    var third = reading.of("a");
    assertThat(begun).hasSize(1);

    begun.get(0).tryEmitValue("before them");

    assertThat(first).isCompletedWithValue("before them");
    assertThat(second).isNotDone();
    begun.get(1).tryEmitValue("after them");
    assertThat(second).isCompletedWithValue("after them");
    assertThat(third).isCompletedWithValue("after them");
    assertThat(begun).hasSize(2);
  }

  @Test
  void whatIsNotThereIsNothing() {
    var asked = reading.of("a");

    begun.get(0).tryEmitEmpty();

    assertThat(asked).isCompletedWithValue(null);
  }

  @Test
  void aFailureIsOfThoseWhoShareItAlone() {
    var first = reading.of("a");
    var second = reading.of("a");

    begun.get(0).tryEmitError(new IllegalStateException("lost"));
    begun.get(1).tryEmitValue("found");

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedWithValue("found");
  }

  @Test
  void whatCannotBeAskedAtAllHoldsNobodyUp() {
    var broken =
        new SharedReading<String, String>(
            _ -> {
              throw new IllegalStateException("broken");
            });

    assertThat(broken.of("a")).isCompletedExceptionally();
    assertThat(broken.of("a")).isCompletedExceptionally();
  }

  @Test
  void whoGivesUpTakesTheAnswerFromNobody() {
    var first = reading.of("a");
    var givesUp = Mono.fromFuture(reading.of("a")).subscribe();
    var stays = reading.of("a");

    givesUp.dispose();
    begun.get(0).tryEmitValue("one");
    begun.get(1).tryEmitValue("two");

    assertThat(first).isCompletedWithValue("one");
    assertThat(stays).isCompletedWithValue("two");
  }

  @Test
  void aReadingThatHangsHoldsUpTheNextForTenSecondsAndNoLonger() {
    var time = VirtualTimeScheduler.getOrSet();
    try {
      var hangs = reading.of("a");
      var next = reading.of("a");

      time.advanceTimeBy(Duration.ofMillis(9_999));
      assertThat(hangs).isNotDone();
      assertThat(begun).hasSize(1);

      time.advanceTimeBy(Duration.ofMillis(1));
      assertThat(hangs).isCompletedExceptionally();
      begun.get(1).tryEmitValue("found");
      assertThat(next).isCompletedWithValue("found");
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  @Test
  void differentKeysDoNotWaitForEachOther() {
    reading.of("a");
    var other = reading.of("b");

    begun.get(1).tryEmitValue("b");

    assertThat(other).isCompletedWithValue("b");
  }
}
