package dev.agentledger.events.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.agent.AgentId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

  private static final AgentId AGENT = AgentId.of("acme", "writer");

  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-01-31T23:59:59.999Z, 2026-01-31, 2026-02-01T00:00:00Z",
    "DAY, 2026-02-01T00:00:00Z, 2026-02-01, 2026-02-02T00:00:00Z",
    "MONTH, 2026-12-31T23:59:59Z, 2026-12, 2027-01-01T00:00:00Z",
    "MONTH, 2028-02-29T12:00:00Z, 2028-02, 2028-03-01T00:00:00Z"
  })
  void periodsAreDaysAndMonthsOfUtc(BudgetWindow window, Instant at, String period, Instant end) {
    assertThat(window.periodAt(at)).isEqualTo(period);
    assertThat(window.endOf(period)).isEqualTo(end);
  }

  @Test
  void aRunHasNoPeriod() {
    assertThat(BudgetWindow.RUN.hasPeriods()).isFalse();
    assertThatThrownBy(() -> BudgetWindow.RUN.periodAt(Instant.EPOCH))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aScopeCoversWhatItNames() {
    assertThat(BudgetScope.WHOLE_PROJECT.covers(AGENT, "ada")).isTrue();
    assertThat(BudgetScope.ofAgent(AGENT).covers(AGENT, "ada")).isTrue();
    assertThat(BudgetScope.ofAgent(AgentId.of("acme", "other")).covers(AGENT, "ada")).isFalse();
    assertThat(BudgetScope.ofUser("ada").covers(AGENT, "ada")).isTrue();
    assertThat(BudgetScope.ofUser("bob").covers(AGENT, "ada")).isFalse();
  }

  @Test
  void aScopeNamesWhomItLimits() {
    assertThatThrownBy(() -> new BudgetScope(BudgetScope.Kind.AGENT, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BudgetScope(BudgetScope.Kind.PROJECT, "ada"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BudgetScope.ofUser(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Daily", "-daily", "daily-", "a b", "a/b"})
  void aNameIsASlug(String name) {
    assertThatThrownBy(() -> budget(name, 1)).hasMessageStartingWith("The name of a budget has");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Budget.HIGHEST_CAP + 1})
  void aCapIsMoreThanNothingAndBounded(long cap) {
    assertThatThrownBy(() -> budget("daily", cap)).hasMessageStartingWith("The cap of a budget");
  }

  private static Budget budget(String name, long cap) {
    return new Budget(name, BudgetScope.WHOLE_PROJECT, BudgetWindow.DAY, cap, AtCap.FAIL);
  }
}
