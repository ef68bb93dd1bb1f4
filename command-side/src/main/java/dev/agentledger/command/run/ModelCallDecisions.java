package dev.agentledger.command.run;

import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.RecordModelCallFailed;
import dev.agentledger.api.run.RefuseModelCall;
import dev.agentledger.api.run.ReinvokeModelCall;
import dev.agentledger.api.run.ResumeRun;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Ended;
import dev.agentledger.command.run.RunState.Executing;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.TokenUsage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What follows when a model answered, did not answer, or is not to be asked. */
final class ModelCallDecisions {

  private static final int MOST_LOST = 5;

  private ModelCallDecisions() {}

  static List<RunEvent> recordCompleted(RunState state, RecordModelCallCompleted command) {
    var runId = command.runId();
    var call = command.call();
    return whileOut(
            state,
            runId,
            command.step(),
            command.attempt(),
            run -> {
              var course =
                  new RunCourse(runId, run)
                      .record(
                          new RunModelCallCompleted(
                              runId, command.step(), command.attempt(), call));
              return (command.calls().isEmpty()
                      ? conclude(course, command)
                      : CallAdmission.admit(course, runId, command.calls()))
                  .facts();
            })
        .orElseGet(
            () ->
                discard(
                    state,
                    runId,
                    command.step(),
                    command.attempt(),
                    call.usage(),
                    call.costMicros()));
  }

  /** An answer without tool calls is the output, if it can be. */
  private static RunCourse conclude(RunCourse course, RecordModelCallCompleted command) {
    var problem = command.outputProblem();
    if (problem == null && !isBlank(command.output())) {
      return course.complete(Outcome.FINISH, command.output());
    }
    return switch (command.call().finishReason()) {
      case LENGTH ->
          course.fail(
              "output-cut",
              "The model reached the most tokens that it may write before it had answered");
      case CONTENT_FILTER ->
          course.fail("output-filtered", "The provider's filter kept the answer back");
      case STOP, TOOL_CALLS, OTHER ->
          problem == null
              ? course.complete(Outcome.FINISH, command.output())
              : repair(course, problem);
    };
  }

  private static boolean isBlank(@Nullable Object output) {
    return output == null || (output instanceof String text && text.isBlank());
  }

  private static RunCourse repair(RunCourse course, String problem) {
    var run = course.run();
    return run.use().repairs() < run.terms().repairs()
        ? course.askNext(
            """
            Your answer cannot be used: %s
            Give the whole answer again in the form that is wanted, and nothing else."""
                .formatted(problem),
            "repair")
        : course.fail("output-invalid", "The answer is not what the output is to be: " + problem);
  }

  static List<RunEvent> recordFailed(RunState state, RecordModelCallFailed command) {
    return whileOut(
            state,
            command.runId(),
            command.step(),
            command.attempt(),
            run -> retry(run, command).facts())
        .orElseGet(
            () ->
                command.usage() == null && command.costMicros() == null
                    ? List.of()
                    : discard(
                        state,
                        command.runId(),
                        command.step(),
                        command.attempt(),
                        Objects.requireNonNullElse(command.usage(), TokenUsage.NONE),
                        command.costMicros()));
  }

  private static RunCourse retry(ActiveRun before, RecordModelCallFailed command) {
    var runId = command.runId();
    var failure = command.failure();
    var course =
        new RunCourse(runId, before)
            .record(
                new RunModelCallFailed(
                    runId,
                    command.step(),
                    command.attempt(),
                    command.provider(),
                    command.model(),
                    command.requestHash(),
                    failure,
                    command.latencyMillis(),
                    command.usage(),
                    command.costMicros()));
    var terms = course.run().terms();
    var last = Objects.requireNonNull(course.run().asked(), "an attempt has just failed");
    if (failure.retryable() && last.failures() < terms.attempts()) {
      return course.askAgain(last, last.model(), command.retryInMillis(), failure.kind(), null);
    }
    return terms
        .modelAfter(last.model())
        .map(next -> course.askAgain(last, next, 0, failure.kind(), null))
        .orElseGet(
            () ->
                course.suspend(
                    SuspensionReason.MODEL, "%s: %s".formatted(last.model(), failure.message())));
  }

  static List<RunEvent> refuse(RunState state, RefuseModelCall command) {
    return whileOut(
            state,
            command.runId(),
            command.step(),
            command.attempt(),
            run -> {
              var course = new RunCourse(command.runId(), run);
              return (command.suspend()
                      ? course.suspend(SuspensionReason.BUDGET, command.reason())
                      : course.fail("budget", command.reason()))
                  .facts();
            })
        .orElse(List.of());
  }

  static List<RunEvent> reinvoke(RunState state, ReinvokeModelCall command) {
    return whileOut(
            state,
            command.runId(),
            command.step(),
            command.lostAttempt(),
            run -> {
              var course = new RunCourse(command.runId(), run);
              var last = Objects.requireNonNull(run.asked(), "an attempt is out");
              return (last.lost() + 1 == MOST_LOST
                      ? course.suspend(
                          SuspensionReason.MODEL,
                          "worker lost in each of %d attempts".formatted(MOST_LOST))
                      : course.askAgain(last, last.model(), 0, "worker lost", null))
                  .facts();
            })
        .orElse(List.of());
  }

  /** Begins with the first model again, and with as many attempts as at first. */
  static List<RunEvent> resume(RunState state, ResumeRun command) {
    var runId = command.runId();
    return switch (state) {
      case ActiveRun run when !run.suspended() -> List.of();
      case ActiveRun run when run.wantsModel() ->
          new RunCourse(runId, run)
              .askAgain(
                  Objects.requireNonNull(run.asked(), "a model was asked"),
                  run.terms().models().getFirst(),
                  0,
                  "resumed",
                  command.comment())
              .facts();
      case ActiveRun run ->
          throw RunRefusals.wrongState(
              "Run %s goes on when people have decided about %s"
                  .formatted(
                      runId,
                      String.join(", ", run.calls().stream().map(OpenCall::callId).toList())));
      case Executing _ -> List.of();
      case Ended ended -> throw RunRefusals.ended(runId, ended, "it cannot go on");
      case Absent _ -> throw RunRefusals.notFound(runId);
    };
  }

  /** What the rule says while this attempt is out; nothing when it counts no more. */
  private static Optional<List<RunEvent>> whileOut(
      RunState state,
      RunId runId,
      int step,
      int attempt,
      Function<ActiveRun, List<RunEvent>> rule) {
    return switch (state) {
      case ActiveRun run -> run.askedAt(step, attempt).map(_ -> rule.apply(run));
      case Executing _, Ended _ -> Optional.empty();
      case Absent _ -> throw RunRefusals.notFound(runId);
    };
  }

  /** What came too late changes nothing but the bill, and that once. */
  private static List<RunEvent> discard(
      RunState state,
      RunId runId,
      int step,
      int attempt,
      TokenUsage usage,
      @Nullable Long costMicros) {
    var memory =
        switch (state) {
          case ActiveRun run -> run.memory();
          case Ended ended -> ended.memory();
          case Absent _, Executing _ -> RunMemory.NONE;
        };
    return memory.owes(step, attempt)
        ? List.of(new RunModelCallDiscarded(runId, step, attempt, usage, costMicros))
        : List.of();
  }
}
