package dev.agentledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PagesTest {

  private static final int SIZE = 10;

  private final AtomicInteger pagesRead = new AtomicInteger();

  private Mono<List<Integer>> page(int from, int end) {
    return Mono.fromSupplier(
        () -> {
          pagesRead.incrementAndGet();
          return IntStream.range(from, Math.min(from + SIZE, end)).boxed().toList();
        });
  }

  private Flux<Integer> numbersTo(int end) {
    return Pages.all(page(0, end), SIZE, last -> page(last + 1, end));
  }

  @Test
  void allAreReadWhetherOrNotTheLastPageIsFull() {
    for (var end : List.of(0, 9, 10, 11, 100)) {
      assertThat(numbersTo(end).collectList().block())
          .isEqualTo(IntStream.range(0, end).boxed().toList());
    }
  }

  @Test
  void pagesAreReadAsTheyAreAskedFor() {
    StepVerifier.create(numbersTo(1_000_000), 0)
        .thenRequest(5)
        .expectNextCount(5)
        .then(() -> assertThat(pagesRead).hasValueLessThanOrEqualTo(3))
        .thenRequest(20)
        .expectNextCount(20)
        .then(() -> assertThat(pagesRead).hasValueLessThanOrEqualTo(5))
        .thenCancel()
        .verify();
  }
}
