package dev.agentledger.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(new Samples(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(new Samples(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3);
  }

  @Test
  void theSpreadIsAPartOfTheMedian() {
    assertThat(new Samples(List.of(90.0, 100.0, 115.0)).spread()).isEqualTo(0.25, within(1e-9));
  }

  @Test
  void nothingIsNoSample() {
    assertThatThrownBy(() -> new Samples(List.of())).hasMessage("Nothing was measured");
  }
}
