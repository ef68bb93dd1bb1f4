package dev.agentledger.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static final Measurement LIMIT = rate("limit", 50_000, 1);
  private static final Measurement OURS = rate("ours", 1_000, 22);

  private final Findings findings = new Findings();

  @Test
  void aRateStandsBesideItsLimitInEvents() {
    findings.add(OURS, LIMIT);

    assertThat(findings.text())
        .isEqualTo(
            """
            | what | median |     | spread | p50 ms | p99 ms | CPU program us | CPU PostgreSQL us | of the limit |
            | ---- | -----: | --: | -----: | -----: | -----: | -------------: | ----------------: | -----------: |
            | ours |  1,000 |   / |   10 % |   2.00 |   9.00 |            700 |               300 |         0.44 |
            """);
  }

  @Test
  void aGoalIsMetOrMissed() {
    findings.add(OURS);
    findings.goal(Goal.atLeast("a", "beside the limit", 0.3, OURS, LIMIT));
    findings.goal(Goal.atMost("b", "one run", 1.5, 2, "ms"));

    assertThat(findings.text())
        .contains("| beside the limit |    >= 0.30 |    0.44 |        met |")
        .contains("| one run          | <= 1.50 ms | 2.00 ms | **missed** |");
  }

  private static Measurement rate(String what, double median, int events) {
    return new Measurement(
        what,
        "/",
        new Samples(List.of(median * 0.95, median, median * 1.05)),
        events,
        2.0,
        9.0,
        700.0,
        300.0);
  }
}
