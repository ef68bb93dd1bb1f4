package dev.agentledger.server.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The other tests of this module would notice a blocking call. */
class BlockingCallsAreFoundTest {

  @Test
  void waitingOnAnEventLoopIsAnError() {
    var waiting =
        Mono.fromCallable(() -> new CountDownLatch(1).await(1, TimeUnit.SECONDS))
            .subscribeOn(Schedulers.parallel());

    assertThatThrownBy(waiting::block).hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void waitingUnderALockIsAnErrorToo() {
    var lock = new ReentrantLock();
    var waiting =
        Mono.fromCallable(
                () -> {
                  lock.lock();
                  try {
                    var _ = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
                  } finally {
                    lock.unlock();
                  }
                  return true;
                })
            .subscribeOn(Schedulers.parallel());

    assertThatThrownBy(waiting::block).hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void meetingAnotherAtALockIsNone() {
    var lock = new ReentrantLock();
    lock.lock();
    var meeting = Mono.fromRunnable(lock::lock).subscribeOn(Schedulers.parallel()).toFuture();
    await().until(lock::hasQueuedThreads);

    lock.unlock();

    assertThat(meeting).succeedsWithin(Duration.ofSeconds(10));
  }
}
