package dev.agentledger.saga.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wait is longer than the one before, within limits, and never quite the same. */
class BackoffTest {

  private final Backoff backoff =
      new Backoff(
          new ModelsSettings(
              null,
              1,
              new RetrySettings(Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0.5),
              Map.of()));

  @Test
  void theFirstAttemptDoesNotWait() {
    assertThat(backoff.millisBefore(1, 5_000L)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 500, 1500",
    "3, 1000, 3000",
    "4, 2000, 6000",
    "9, 5000, 10000",
    "60, 5000, 10000"
  })
  void laterOnesWaitLonger(int attempt, long least, long most) {
    assertThat(backoff.millisBefore(attempt, null)).isBetween(least, most);
  }

  @RepeatedTest(3)
  void whatTheOtherSideAsksForIsObeyed() {
    assertThat(backoff.millisBefore(2, 90_000L)).isEqualTo(90_000);
    assertThat(backoff.millisBefore(4, 1L)).isGreaterThanOrEqualTo(2_000);
  }
}
