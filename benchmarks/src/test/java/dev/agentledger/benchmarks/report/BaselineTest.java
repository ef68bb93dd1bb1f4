package dev.agentledger.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.benchmarks.report.Goal.Bound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

  @TempDir private Path directory;

  @Test
  void whatFellByMoreThanAFifthIsNamed() throws IOException {
    kept(faster(5), smaller(2));

    assertThat(baseline().lostBy(List.of(faster(3.9), smaller(2))))
        .containsExactly("faster (beside the peer) is 3.90, was 5.00: worse by 22 %");
  }

  @Test
  void whatShouldBeSmallIsWorseWhenItGrows() throws IOException {
    kept(faster(5), smaller(2));

    assertThat(baseline().lostBy(List.of(faster(5), smaller(3))))
        .containsExactly("smaller (beside one) is 3.00, was 2.00: worse by 33 %");
  }

  @Test
  void aFifthIsLeftToChance() throws IOException {
    kept(faster(5), smaller(2));

    assertThat(baseline().lostBy(List.of(faster(4.1), smaller(2.4)))).isEmpty();
  }

  @Test
  void whatWasNeverKeptIsNotLost() throws IOException {
    assertThat(baseline().lostBy(List.of(faster(0.1)))).isEmpty();
  }

  @Test
  void absoluteFiguresSayNothingOnAnotherMachine() throws IOException {
    kept(new Goal("millis", "a run", Bound.AT_MOST, 6, 4, "ms"));

    assertThat(baseline().lostBy(List.of(new Goal("millis", "a run", Bound.AT_MOST, 6, 40, "ms"))))
        .isEmpty();
  }

  @Test
  void renewingOneKeepsTheOthers() throws IOException {
    kept(faster(5), smaller(2));
    kept(faster(8));

    assertThat(baseline().lostBy(List.of(faster(5), smaller(3)))).hasSize(2);
  }

  private void kept(Goal... goals) throws IOException {
    baseline().renew(List.of(goals));
  }

  private Baseline baseline() throws IOException {
    return Baseline.in(directory.resolve("baseline.json"));
  }

  private static Goal faster(double found) {
    return new Goal("faster", "beside the peer", Bound.AT_LEAST, 4, found, "");
  }

  private static Goal smaller(double found) {
    return new Goal("smaller", "beside one", Bound.AT_MOST, 2, found, "");
  }
}
