package dev.agentledger.saga.sandbox;

import static dev.agentledger.saga.sandbox.Runs.LIMITS;
import static dev.agentledger.saga.sandbox.Runs.failure;
import static dev.agentledger.saga.sandbox.Runs.handling;
import static dev.agentledger.saga.sandbox.Runs.output;
import static dev.agentledger.saga.sandbox.Runs.run;
import static dev.agentledger.saga.sandbox.Runs.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrentRunsTest {

  @Test
  void oneRunLoopsForeverWhileAnotherFinishes() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<SandboxResult> endless =
          threads.submit(() -> handling("while (true);", within(Duration.ofSeconds(5))));

      assertThat(output(handling("return 'finished'"))).isEqualTo("finished");
      assertThat(endless.isDone()).isFalse();
      assertThat(failure(endless.get()).kind()).isEqualTo(Failure.Kind.TIMEOUT);
    }
  }

  @Test
  void manyRunsAtOnceKeepToThemselves() throws Exception {
    String code =
        """
        let count = 0;
        export default async (input, ctx) => {
          for (let i = 0; i < 50; i++) { count += input; await null; }
          ctx.log('n', input);
          return count;
        };
        """;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SandboxResult>> runs = new ArrayList<>();
      for (int n = 0; n < 64; n++) {
        int input = n;
        runs.add(threads.submit(() -> run(code, input, LIMITS)));
      }
      for (int n = 0; n < 64; n++) {
        SandboxResult result = runs.get(n).get();
        assertThat(output(result)).isEqualTo(n * 50);
        assertThat(result.logs()).containsExactly(new LogLine("info", "n " + n));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"while (true);", "/(a+)+$/.test('a'.repeat(60) + 'b')"})
  void interruptingTheCallerCancelsTheRun(String body) throws Exception {
    AtomicReference<SandboxResult> result = new AtomicReference<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  result.set(handling(body));
                  stillInterrupted.set(Thread.currentThread().isInterrupted());
                });
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("sandbox")));

    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
    assertThat(failure(result.get()))
        .isEqualTo(new Failure(Failure.Kind.CANCELLED, "The run was cancelled", ""));
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void aCallerThatIsAlreadyInterruptedGetsACancelledRun() {
    Thread.currentThread().interrupt();

    SandboxResult result = handling("while (true);");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure(result).kind()).isEqualTo(Failure.Kind.CANCELLED);
  }
}
