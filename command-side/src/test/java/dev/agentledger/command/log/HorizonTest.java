package dev.agentledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.command.log.Horizon.Gap;
import dev.agentledger.command.log.Horizon.Look;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HorizonTest {

  @Test
  void withoutWritersTheHeadIsSettledAtOnce() {
    assertThat(Horizon.NONE.after(new Look(-1, 7, Set.of()))).isEqualTo(new Horizon(7, null));
  }

  @Test
  void nothingIsKnownWhileSomeoneWritesAtTheFirstLook() {
    assertThat(Horizon.NONE.after(new Look(-1, 7, Set.of("a"))).settled())
        .isEqualTo(Horizon.UNKNOWN);
  }

  @Test
  void aHeadIsSettledOnceAllWhoWroteWhenItWasSeenHaveEnded() {
    var waiting =
        new Horizon(5, null)
            .after(new Look(5, 8, Set.of("a", "b")))
            .after(new Look(5, 20, Set.of("b", "c")));
    assertThat(waiting).isEqualTo(new Horizon(5, new Gap(8, Set.of("b"))));

    assertThat(waiting.after(new Look(5, 30, Set.of("c", "d"))))
        .isEqualTo(new Horizon(8, new Gap(30, Set.of("c", "d"))));
  }

  @Test
  void aWriterThatWasNotThereAtALookCannotComeBack() {
    var waiting =
        new Horizon(5, null)
            .after(new Look(5, 8, Set.of("a", "b")))
            .after(new Look(5, 8, Set.of("b")));

    assertThat(waiting.after(new Look(5, 8, Set.of("a"))).settled()).isEqualTo(8);
  }

  @Test
  void withoutAGapTheHeadIsSettledWhoeverWrites() {
    assertThat(new Horizon(5, null).after(new Look(8, 8, Set.of("a"))))
        .isEqualTo(new Horizon(8, null));
  }

  @Test
  void whatIsUnbrokenBelowAGapIsSettledToo() {
    assertThat(new Horizon(5, null).after(new Look(7, 9, Set.of("a"))))
        .isEqualTo(new Horizon(7, new Gap(9, Set.of("a"))));
  }

  @Test
  void aGapThatIsFilledIsWaitedForNoLonger() {
    var waiting = new Horizon(5, null).after(new Look(5, 9, Set.of("a")));

    assertThat(waiting.unbrokenUpTo(9)).isEqualTo(new Horizon(9, null));
    assertThat(waiting.unbrokenUpTo(7)).isEqualTo(new Horizon(7, new Gap(9, Set.of("a"))));
  }

  @Test
  void nothingIsTakenBack() {
    var horizon = new Horizon(9, null);

    assertThat(horizon.after(new Look(7, 7, Set.of("a")))).isEqualTo(horizon);
    assertThat(horizon.unbrokenUpTo(7)).isEqualTo(horizon);
  }
}
