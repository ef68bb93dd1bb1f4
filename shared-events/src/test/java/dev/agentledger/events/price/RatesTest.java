package dev.agentledger.events.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.run.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {

  private static final Rates ALL =
      new Rates(3_000_000, 15_000_000, 300_000L, 3_750_000L, 20_000_000L, 10L);
  private static final Rates ONLY_INPUT_AND_OUTPUT =
      new Rates(3_000_000, 15_000_000, null, null, null, null);

  @Test
  void eachClassHasItsRateAndEachCallItsPrice() {
    var usage = new TokenUsage(1_000, 2_000, 3_000, 4_000, 5_000);

    assertThat(ALL.costMicros(usage)).isEqualTo(3_000 + 30_000 + 900 + 15_000 + 100_000 + 10);
  }

  @Test
  void classesWithoutARateCostWhatTheyAreAPartOf() {
    assertThat(ONLY_INPUT_AND_OUTPUT.costMicros(new TokenUsage(0, 0, 1_000, 0, 0)))
        .as("read from the cache, as input")
        .isEqualTo(3_000);
    assertThat(ONLY_INPUT_AND_OUTPUT.costMicros(new TokenUsage(0, 0, 0, 1_000, 0)))
        .as("written to the cache, as input")
        .isEqualTo(3_000);
    assertThat(ONLY_INPUT_AND_OUTPUT.costMicros(new TokenUsage(0, 0, 0, 0, 1_000)))
        .as("reasoning, as output")
        .isEqualTo(15_000);
  }

  @ParameterizedTest(name = "{0} + {1} tokens cost {2}")
  @CsvSource({"0, 0, 0", "1, 0, 1", "0, 1, 1", "1, 1, 1", "4, 0, 1", "5, 0, 2", "2, 2, 1"})
  void onlyTheSumIsRoundedAndAlwaysUp(long input, long output, long cost) {
    var quarterOfAMicroForEach = new Rates(250_000, 250_000, null, null, null, null);

    assertThat(quarterOfAMicroForEach.costMicros(new TokenUsage(input, output, 0, 0, 0)))
        .isEqualTo(cost);
  }

  @Test
  void whatIsFreeCostsNothing() {
    assertThat(Rates.FREE.costMicros(new TokenUsage(1_000, 1_000, 1_000, 1_000, 1_000))).isZero();
  }

  @Test
  void productsBeyondALongAreReckonedRight() {
    var dear = new Rates(Rates.MOST, 0, null, null, null, null);

    assertThat(dear.costMicros(new TokenUsage(1_000_000_000, 0, 0, 0, 0)))
        .isEqualTo(1_000_000_000_000_000L);
  }

  @Test
  void whatNoLongHoldsCostsTheLargest() {
    var dear = new Rates(Rates.MOST, Rates.MOST, null, null, null, Rates.MOST);

    assertThat(dear.costMicros(new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, 0)))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void negativeCountsAreNone() {
    assertThat(ALL.costMicros(new TokenUsage(-1_000, 1_000, 0, 0, -5))).isEqualTo(15_010);
  }

  @Test
  void ratesAreNeitherNegativeNorWithoutBound() {
    assertThatThrownBy(() -> new Rates(-1, 0, null, null, null, null))
        .hasMessage("The rate of input must be between 0 and 1000000 US dollars");
    assertThatThrownBy(() -> new Rates(0, 0, null, null, Rates.MOST + 1, null))
        .hasMessage("The rate of reasoning must be between 0 and 1000000 US dollars");
  }
}
