package dev.agentledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsdTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "1, 0.000001",
    "250000, 0.25",
    "3000000, 3.00",
    "3500000, 3.50",
    "10000000, 10.00",
    "-1500000, -1.50",
    "999999999999999999, 999999999999.999999"
  })
  void anAmountHasOneText(long micros, String text) {
    assertThat(new Usd(micros).text()).isEqualTo(text);
    assertThat(Usd.of(text)).isEqualTo(new Usd(micros));
  }

  @Test
  void theLargestAmountHasATextToo() {
    assertThat(new Usd(Long.MAX_VALUE).text()).isEqualTo("9223372036854.775807");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1.", ".5", "1,5", "1e3", "0.0000001", "1234567890123", " 1"})
  void whatIsNoAmountIsTold(String text) {
    assertThatThrownBy(() -> Usd.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most six decimals");
  }
}
