package dev.agentledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingTest {

  private static Mono<Thread> thread() {
    return Blocking.call(Thread::currentThread);
  }

  @Test
  void workThatMayBlockLeavesTheThreadThatAsks() {
    var asking = Thread.currentThread();

    var thread = thread().block();

    assertThat(thread).isNotSameAs(asking);
    assertThat(thread.isVirtual()).isTrue();
  }

  @Test
  void workThatFollowsOnGoesOnWhereItIs() {
    var threads = thread().flatMap(first -> thread().map(second -> first == second)).block();

    assertThat(threads).isTrue();
  }

  @Test
  void workThatFollowsElsewhereLeavesThatThreadToo() {
    var threads =
        thread()
            .publishOn(Schedulers.parallel())
            .flatMap(first -> thread().map(second -> first != second && second.isVirtual()))
            .block();

    assertThat(threads).isTrue();
  }

  @Test
  void workThatMustComeToItsEndHasAThreadThatNobodyInterrupts() {
    var threads =
        thread()
            .flatMap(
                first -> Blocking.toItsEnd(Thread::currentThread).map(second -> first != second))
            .block();

    assertThat(threads).isTrue();
  }
}
