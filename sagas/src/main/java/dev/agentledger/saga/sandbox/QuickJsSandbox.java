package dev.agentledger.saga.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import run.endive.runtime.WasmInterruptedException;

/**
 * Runs code in QuickJS, compiled to WebAssembly and from there to bytecode of the JVM.
 *
 * <p>Each execution has an engine with a memory of its own on a thread of its own; the engine's
 * only ways out are the functions that its harness calls, the clock and a stream for its last
 * words. The code is stopped by interrupting that thread, which the engine notices in every loop
 * and call, also inside a regular expression.
 *
 * <p>The clock is the host's, in UTC. Random numbers are seeded with the run: the same run and
 * attempt draw the same numbers.
 */
@Component
final class QuickJsSandbox implements Sandbox {

  /** Enough for the engine to reach the end of its own stack before that of the thread. */
  private static final long STACK_BYTES = 64L * 1024 * 1024;

  private static final Duration NUDGE = Duration.ofMillis(100);

  private final ObjectMapper json =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  @Override
  public SandboxResult run(
      String code, @Nullable Object input, SandboxContext context, SandboxLimits limits) {
    long started = System.nanoTime();
    LogBook log = new LogBook();
    Map<String, Object> told = Map.of("run", context.run(), "agent", context.agent());
    Execution.Order order =
        new Execution.Order(
            code, text(input), text(told), seed(text(context.run())), Execution.Goal.RUN, limits);
    Ending ending = perform(order, log);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return switch (ending) {
      case Ending.Returned(String output) -> returned(output, log, took);
      case Ending.Failed(Failure failure) -> new SandboxResult.Failed(failure, log.lines(), took);
      case Ending.Unparsed(CodeProblem problem) ->
          new SandboxResult.Failed(syntax(problem), log.lines(), took);
      case Ending.Ready() -> throw new IllegalStateException("A run ended as a check does");
    };
  }

  @Override
  public Optional<CodeProblem> check(String code) {
    Execution.Order order =
        new Execution.Order(
            code, "null", "{}", seed(""), Execution.Goal.CHECK, SandboxLimits.defaults());
    return switch (perform(order, new LogBook())) {
      case Ending.Ready() -> Optional.empty();
      case Ending.Unparsed(CodeProblem problem) -> Optional.of(problem);
      case Ending.Failed(Failure failure) ->
          Optional.of(
              CodeStack.top(failure.message(), failure.stack())
                  .orElseGet(() -> new CodeProblem(failure.message(), 1, 1)));
      case Ending.Returned _ -> throw new IllegalStateException("A check ended as a run does");
    };
  }

  private Ending perform(Execution.Order order, LogBook log) {
    EngineImage image = EngineImage.get();
    Worker worker = new Worker(image, order, log);
    Thread thread =
        Thread.ofPlatform()
            .name("sandbox")
            .daemon()
            .stackSize(STACK_BYTES)
            .inheritInheritableThreadLocals(false)
            .unstarted(worker);
    long deadline = System.nanoTime() + order.limits().wallTime().toNanos();
    thread.start();
    boolean late = false;
    boolean interrupted = false;
    try {
      // The wait is rounded up to its timer's unit: what ended meanwhile may still be late.
      late = !thread.join(order.limits().wallTime()) || System.nanoTime() > deadline;
    } catch (InterruptedException e) {
      interrupted = true;
    }
    while (thread.isAlive()) {
      thread.interrupt();
      try {
        thread.join(NUDGE);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return late
        ? timeout(order.limits().wallTime())
        : worker
            .ending()
            .orElseGet(() -> Ending.failed(Failure.Kind.CANCELLED, "The run was cancelled"));
  }

  private static Ending timeout(Duration limit) {
    return Ending.failed(
        Failure.Kind.TIMEOUT,
        "The code was stopped after %d ms, the time it may take".formatted(limit.toMillis()));
  }

  private SandboxResult returned(String output, LogBook log, Duration took) {
    try {
      return new SandboxResult.Returned(json.readValue(output, Object.class), log.lines(), took);
    } catch (JsonProcessingException e) {
      Failure failure =
          new Failure(
              Failure.Kind.NOT_JSON,
              "The result cannot be read as JSON: " + e.getOriginalMessage(),
              "");
      return new SandboxResult.Failed(failure, log.lines(), took);
    }
  }

  private static Failure syntax(CodeProblem problem) {
    String message = "SyntaxError: " + problem.message();
    return new Failure(
        Failure.Kind.SYNTAX,
        message + " (line " + problem.line() + ")",
        message + "\n    at agent.js:" + problem.line() + ":" + problem.column());
  }

  private String text(@Nullable Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a plain JSON value: " + e.getOriginalMessage(), e);
    }
  }

  private static String seed(String run) {
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(run.getBytes(StandardCharsets.UTF_8)));
      return "[%d,%d,%d,%d]"
          .formatted(digest.getInt(), digest.getInt(), digest.getInt(), digest.getInt());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Tries both forms of the code on the execution's thread. */
  private static final class Worker implements Runnable {

    private final EngineImage image;
    private final Execution.Order order;
    private final LogBook log;
    private volatile @Nullable Ending ending;

    private Worker(EngineImage image, Execution.Order order, LogBook log) {
      this.image = image;
      this.order = order;
      this.log = log;
    }

    @Override
    public void run() {
      try {
        CodeForm form = CodeForm.guess(order.code());
        Ending first = in(form);
        if (first instanceof Ending.Unparsed(CodeProblem problem)) {
          Ending second = in(form.other());
          ending =
              second instanceof Ending.Unparsed(CodeProblem other)
                  ? new Ending.Unparsed(
                      form == CodeForm.MODULE ? telling(problem, other) : telling(other, problem))
                  : second;
        } else {
          ending = first;
        }
      } catch (WasmInterruptedException _) {
        // Left without an ending: whoever interrupted knows why.
      } catch (OutOfMemoryError e) {
        ending =
            Ending.failed(Failure.Kind.OUT_OF_MEMORY, "The host has no memory left for the run");
      } catch (RuntimeException | Error e) {
        ending = Ending.failed(Failure.Kind.ERROR, "The sandbox failed: " + e);
      }
    }

    private Ending in(CodeForm form) {
      return new Execution(image, order, form, log).perform();
    }

    /** The problem of the parser that got further; the module's places are the more exact ones. */
    private static CodeProblem telling(CodeProblem asModule, CodeProblem asScript) {
      return asScript.line() > asModule.line() ? asScript : asModule;
    }

    private Optional<Ending> ending() {
      return Optional.ofNullable(ending);
    }
  }
}
