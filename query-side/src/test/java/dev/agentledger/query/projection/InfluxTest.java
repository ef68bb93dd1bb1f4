package dev.agentledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InfluxTest {

  private long now;
  private final Influx influx = new Influx(() -> now);

  private void after(int millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void oneRunAfterTheOtherIsNotMuch() {
    for (var run = 0; run < 100; run++) {
      after(22);
      assertThat(influx.isMuch(22)).isFalse();
    }
  }

  @Test
  void manyRunsAtOnceAreMuchAndStaySo() {
    influx.isMuch(100);
    after(50);
    assertThat(influx.isMuch(100)).isTrue();
    after(60);
    assertThat(influx.isMuch(20)).isTrue();
  }

  @Test
  void afterASilenceItIsNotMuch() {
    assertThat(influx.isMuch(500)).isTrue();
    after(1_000);
    assertThat(influx.isMuch(22)).isFalse();
  }
}
