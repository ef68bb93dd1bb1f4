package dev.agentledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrailKeysTest {

  private static final String HEX = "019abcde01237def8123456789abcdef";
  private static final UUID IN_IT = UUID.fromString("019abcde-0123-7def-8123-456789abcdef");

  @Test
  void anIdOfOursKeepsItsPlaceInTime() {
    assertThat(TrailKeys.ofStream("run_" + HEX)).isEqualTo(IN_IT);
    assertThat(TrailKeys.ofChain("cor_" + HEX)).isEqualTo(IN_IT);
  }

  @Test
  void whateverSomebodyNamesAChainItIsNotTakenForOneOfOurs() {
    assertThat(TrailKeys.ofChain("run_" + HEX).version()).isEqualTo(8);
    assertThat(TrailKeys.ofChain("x_cor_" + HEX).version()).isEqualTo(8);
    assertThat(TrailKeys.ofChain("cor_" + HEX + "0").version()).isEqualTo(8);
    assertThat(TrailKeys.ofChain("cor_" + HEX.replace("7def", "8def"))).isNotEqualTo(IN_IT);
    assertThat(TrailKeys.ofChain("one")).isNotEqualTo(TrailKeys.ofChain("other"));
  }

  @Test
  void aNameHasItsKeyInItsTenantOnly() {
    assertThat(TrailKeys.of("acme", "ada")).isEqualTo(TrailKeys.of("acme", "ada"));
    assertThat(TrailKeys.of("acme", "ada")).isNotEqualTo(TrailKeys.of("globex", "ada"));
    assertThat(TrailKeys.of("acme")).isNotEqualTo(TrailKeys.of("acme", "acme"));
  }

  @Test
  void whatIsRecalledIsTheSame() {
    var keys = new TrailKeys();
    for (var time = 0; time < 2; time++) {
      assertThat(keys.recall("acme", "ada\0")).isEqualTo(TrailKeys.of("acme", "ada\uFFFD"));
      assertThat(keys.recallStream("run_" + HEX)).isEqualTo(IN_IT);
      assertThat(keys.recallChain("run_" + HEX)).isEqualTo(TrailKeys.ofChain("run_" + HEX));
    }
  }
}
