package dev.agentledger.server.blocking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
}
