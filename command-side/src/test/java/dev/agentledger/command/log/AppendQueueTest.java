package dev.agentledger.command.log;

import static dev.agentledger.command.log.AppendQueue.CROWD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.command.log.Append.Head;
import dev.agentledger.command.log.AppendQueue.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AppendQueueTest {

  private static final Duration NEVER_OVER = Duration.ofHours(1);

  private int streams;

  @Test
  void oneThatStandsAloneDoesNotWait() {
    var queue = queue(NEVER_OVER);

    add(queue, 1);
    assertThat(queue.next()).hasSize(1);
    add(queue, CROWD - 1);
    assertThat(queue.next()).hasSize(CROWD - 1);
    add(queue, 1);
    assertThat(queue.next()).hasSize(1);
  }

  @Test
  void afterACrowdTheNextGroupWaitsUntilItIsAsLarge() {
    var queue = queue(NEVER_OVER);
    add(queue, CROWD);
    assertThat(queue.next()).hasSize(CROWD);

    add(queue, CROWD - 1);
    var committer = new AtomicReference<Thread>();
    var group =
        CompletableFuture.supplyAsync(
            () -> {
              committer.set(Thread.currentThread());
              return queue.next();
            });
    Awaitility.await()
        .until(
            () ->
                committer.get() != null
                    && committer.get().getState() == Thread.State.TIMED_WAITING);
    assertThat(group).isNotDone();

    add(queue, 1);
    assertThat(group.orTimeout(30, TimeUnit.SECONDS).join()).hasSize(CROWD);
  }

  @Test
  void aCrowdThatIsGoneIsWaitedForOnce() {
    var queue = queue(Duration.ofMillis(1));
    add(queue, CROWD);
    assertThat(queue.next()).hasSize(CROWD);

    add(queue, 1);

    assertThat(queue.next()).hasSize(1);
  }

  @Test
  void whoClosesItDoesNotWaitForACrowd() {
    var queue = queue(NEVER_OVER);
    add(queue, CROWD);
    assertThat(queue.next()).hasSize(CROWD);
    add(queue, 1);

    queue.close();

    assertThat(queue.next()).hasSize(1);
    assertThat(queue.next()).isEmpty();
  }

  private static AppendQueue queue(Duration moment) {
    return new AppendQueue(new Limits(100, 1_000, 100, 1_000, Duration.ZERO, moment));
  }

  private void add(AppendQueue queue, int appends) {
    for (var append = 0; append < appends; append++) {
      var head = new Head("run_" + streams++, (short) 1, "default", -1, 0);
      queue.add(new Append(List.of(head), List.of()));
    }
  }
}
