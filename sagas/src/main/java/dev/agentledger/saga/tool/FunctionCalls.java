package dev.agentledger.saga.tool;

import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.sandbox.Failure;
import dev.agentledger.saga.sandbox.Sandbox;
import dev.agentledger.saga.sandbox.SandboxContext;
import dev.agentledger.saga.sandbox.SandboxLimits;
import dev.agentledger.saga.sandbox.SandboxResult;
import dev.agentledger.saga.tool.Result.Failed;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Runs the code of function tools in the sandbox.
 *
 * <p>Code is nothing but computing, and virtual threads are not preempted, so only as many run at a
 * time as there are processors, each on a thread of the platform.
 */
@Component
class FunctionCalls {

  private final Sandbox sandbox;
  private final Results results;
  private final Semaphore places =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

  FunctionCalls(Sandbox sandbox, Results results) {
    this.sandbox = sandbox;
    this.results = results;
  }

  Result make(ToolCall call, ToolDefinition definition, Duration limit)
      throws InterruptedException {
    var code = Objects.requireNonNull(definition.code(), "code of a function tool");
    var context =
        new SandboxContext(
            Map.of("id", call.runId().value()), Map.of("id", call.agentId().value()));
    places.acquire();
    try {
      return switch (onItsOwnThread(code, call, context, limit)) {
        case SandboxResult.Returned returned ->
            // The sandbox reaches nothing outside, so a result that does not fit did no harm.
            results.checked(ToolEffect.READ, definition.outputSchema(), returned.output());
        case SandboxResult.Failed(var failure, _, _)
            when failure.kind() == Failure.Kind.CANCELLED ->
            throw new InterruptedException("The call was given up");
        case SandboxResult.Failed(var failure, _, _) ->
            new Failed(
                failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                failure.message());
      };
    } finally {
      places.release();
    }
  }

  private SandboxResult onItsOwnThread(
      String code, ToolCall call, SandboxContext context, Duration limit)
      throws InterruptedException {
    var limits = SandboxLimits.defaults().withWallTime(limit);
    var work = new FutureTask<>(() -> sandbox.run(code, call.arguments(), context, limits));
    var thread = Thread.ofPlatform().name("tool-code").daemon().start(work);
    try {
      return work.get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("The sandbox failed", failure.getCause());
    } catch (InterruptedException stopped) {
      thread.interrupt();
      throw stopped;
    }
  }
}
