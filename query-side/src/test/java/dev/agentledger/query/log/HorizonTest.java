package dev.agentledger.query.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.query.log.Horizon.Observation;
import org.junit.jupiter.api.Test;

class HorizonTest {

  @Test
  void withoutRunningTransactionsTheHeadIsSettledAtOnce() {
    assertThat(Horizon.NONE.after(new Observation(-1, 7, 0, 100, 100)).settled()).isEqualTo(7);
  }

  @Test
  void nothingIsKnownWhileATransactionRunsAtTheFirstLook() {
    assertThat(Horizon.NONE.after(new Observation(-1, 7, 0, 99, 100)).settled())
        .isEqualTo(Horizon.UNKNOWN);
  }

  @Test
  void aHeadIsSettledOnceEveryTransactionOfItsTimeHasEnded() {
    var waiting =
        new Horizon(5, null)
            .after(new Observation(5, 8, 2, 99, 103))
            .after(new Observation(5, 20, 14, 102, 120));
    assertThat(waiting.settled()).isEqualTo(5);

    var ended = waiting.after(new Observation(5, 30, 24, 103, 140));

    assertThat(ended.settled()).isEqualTo(8);
    assertThat(ended.awaited().head()).isEqualTo(30);
  }

  @Test
  void withoutAGapTheHeadIsSettledWhateverRuns() {
    assertThat(new Horizon(5, null).after(new Observation(5, 8, 3, 50, 100)).settled())
        .isEqualTo(8);
  }

  @Test
  void anOlderLookThatComesLateTakesNothingBack() {
    var horizon = new Horizon(5, null).after(new Observation(5, 9, 4, 100, 100));

    assertThat(horizon.after(new Observation(5, 7, 1, 90, 95)).settled()).isEqualTo(9);
  }
}
