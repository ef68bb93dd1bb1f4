package dev.agentledger.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies = new Latencies();

  @Test
  void partsOfManyAreTold() {
    LongStream.rangeClosed(1, 1000).forEach(millis -> latencies.add(millis * 1_000_000));

    assertThat(latencies.now().millis(0.5)).isCloseTo(500, withinPercentage(2));
    assertThat(latencies.now().millis(0.99)).isCloseTo(990, withinPercentage(2));
  }

  @Test
  void whatWasBeforeDoesNotCount() {
    latencies.add(5_000_000);
    var before = latencies.now();
    latencies.add(80_000_000);

    assertThat(latencies.now().since(before).millis(0.5)).isCloseTo(80, withinPercentage(2));
  }

  @Test
  void nothingTakesNoTime() {
    assertThat(latencies.now().millis(0.99)).isZero();
  }
}
