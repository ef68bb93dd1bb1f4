package dev.agentledger.saga.run;

import dev.agentledger.saga.sandbox.CodeProblem;
import dev.agentledger.saga.sandbox.Failure;
import dev.agentledger.saga.sandbox.Sandbox;
import dev.agentledger.saga.sandbox.SandboxContext;
import dev.agentledger.saga.sandbox.SandboxLimits;
import dev.agentledger.saga.sandbox.SandboxResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A sandbox whose code is one word, so that a test decides when and how an execution ends: {@code
 * echo}, {@code throw}, {@code endless}, {@code crash}, or {@code wait} for {@link #release}.
 */
final class StagedSandbox implements Sandbox {

  /** One execution that began. */
  record Begun(String run, int attempt) {}

  final Queue<Begun> begun = new ConcurrentLinkedQueue<>();
  final Queue<Begun> interrupted = new ConcurrentLinkedQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);

  void release() {
    released.countDown();
  }

  @Override
  public SandboxResult run(
      String code, Object input, SandboxContext context, SandboxLimits limits) {
    var execution =
        new Begun((String) context.run().get("id"), (Integer) context.run().get("attempt"));
    begun.add(execution);
    return switch (code) {
      case "echo" -> returned(input);
      case "throw" -> failed(Failure.Kind.ERROR, "It broke", "at handler:1:1");
      case "endless" -> failed(Failure.Kind.TIMEOUT, "Longer than " + limits.wallTime(), "");
      case "crash" -> throw new IllegalStateException("The sandbox has a fault");
      case "wait" -> {
        try {
          released.await();
          yield returned(input);
        } catch (InterruptedException _) {
          interrupted.add(execution);
          Thread.currentThread().interrupt();
          yield failed(Failure.Kind.CANCELLED, "Stopped", "");
        }
      }
      default -> throw new IllegalArgumentException(code);
    };
  }

  @Override
  public Optional<CodeProblem> check(String code) {
    return Optional.empty();
  }

  private static SandboxResult returned(Object output) {
    return new SandboxResult.Returned(output, List.of(), Duration.ofMillis(7));
  }

  private static SandboxResult failed(Failure.Kind kind, String message, String stack) {
    return new SandboxResult.Failed(
        new Failure(kind, message, stack), List.of(), Duration.ofMillis(7));
  }
}
