package dev.agentledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CircumstancesTest {

  private static final Circumstance ADA =
      new Circumstance("default", "ada", "api-key:key_1", null, "cor_");

  private static PostgresEventLog log;

  @BeforeAll
  static void start() {
    log = new PostgresEventLog();
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  private static Circumstances node() {
    return new Circumstances(log.database());
  }

  @Test
  void nodesThatMeetOneForTheFirstTimeAllCallItTheSame() {
    var nodes = IntStream.range(0, 8).mapToObj(_ -> node()).toList();

    var numbers =
        nodes.stream()
            .map(node -> CompletableFuture.supplyAsync(() -> node.idOf(ADA)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();

    assertThat(numbers).hasSize(1);
    assertThat(node().of(numbers.getFirst())).isEqualTo(ADA);
  }

  @Test
  void noneIsTakenForAnotherThatOnlyLacksAPart() {
    var node = node();
    var different =
        List.of(
            new Circumstance("default", "bob", null, null, null),
            new Circumstance("default", null, "bob", null, null),
            new Circumstance("default", "bob", null, "bob", null),
            Circumstance.NONE);

    assertThat(different.stream().map(node::idOf)).doesNotHaveDuplicates();
    different.forEach(one -> assertThat(node().of(node().idOf(one))).isEqualTo(one));
  }
}
