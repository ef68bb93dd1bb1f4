package dev.agentledger.command.run;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.run.AnswerQuestion;
import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.ReconcileToolCall;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.command.run.OpenCall.Standing;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Ended;
import dev.agentledger.command.run.RunState.Executing;
import dev.agentledger.command.run.RunTerms.Tool;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.Resolution;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.tool.OnExpiry;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What follows when people decide about a call that waits for them.
 *
 * <p>Whoever says the same again is not refused, also when the run has long gone on; whoever says
 * something else is.
 */
final class PeopleDecisions {

  static final String REJECTION = "rejected";

  private PeopleDecisions() {}

  static String approval(String argumentsHash) {
    return "approved " + argumentsHash;
  }

  static String answer(String answer) {
    return "answered " + CanonicalJson.hashOf(answer);
  }

  static String reconciliation(RunToolCallReconciled event) {
    return reconciliation(event.resolution(), event.result());
  }

  private static String reconciliation(Resolution resolution, @Nullable Object result) {
    return switch (resolution) {
      case DONE -> "done " + CanonicalJson.hashOf(result);
      case RETRY -> "retry";
      case FAIL -> "failed";
    };
  }

  static List<RunEvent> approve(RunState state, ApproveToolCall command) {
    var agreedHash = command.amendedHash() == null ? command.seenHash() : command.amendedHash();
    return about(
        state,
        command.runId(),
        command.callId(),
        Standing.HELD,
        approval(agreedHash),
        (course, call) -> {
          if (!call.argumentsHash().equals(command.seenHash())) {
            throw new CommandRefused(
                Reason.STALE,
                "The arguments of %s are not those that were approved; look at them again"
                    .formatted(call.callId()));
          }
          var agreed = command.amendedHash() == null ? call.arguments() : command.amended();
          return course.send(
              call.approved(agreed, agreedHash, command.approvedBy()), course.run().step(), 0);
        });
  }

  /** Nobody is told that it is too late to let a decision run out. */
  static List<RunEvent> reject(RunState state, RejectToolCall command) {
    if (state instanceof Ended && command.rejectedBy() == null) {
      return List.of();
    }
    return about(
        state,
        command.runId(),
        command.callId(),
        Standing.HELD,
        REJECTION,
        (course, call) -> {
          course.record(
              new RunToolCallRejected(
                  command.runId(), call.callId(), command.reason(), command.rejectedBy()));
          return command.rejectedBy() == null && failsOnExpiry(course, call)
              ? course.fail(
                  "approval-expired",
                  "Nobody decided in time whether %s may be called".formatted(call.tool()))
              : course.goOnWithout("rejected", command.reason());
        });
  }

  private static boolean failsOnExpiry(RunCourse course, OpenCall call) {
    return course
        .run()
        .terms()
        .tool(call.tool())
        .map(Tool::onExpiry)
        .filter(OnExpiry.FAIL::equals)
        .isPresent();
  }

  static List<RunEvent> answer(RunState state, AnswerQuestion command) {
    return about(
        state,
        command.runId(),
        command.callId(),
        Standing.ASKED,
        answer(command.answer()),
        (course, _) ->
            course
                .record(
                    new RunQuestionAnswered(
                        command.runId(), command.callId(), command.answer(), command.answeredBy()))
                .goOn());
  }

  /**
   * Settles a call whose outcome is not known; also after the end of the run, since it still
   * matters then what became of it, but nothing is sent any more.
   */
  static List<RunEvent> reconcile(RunState state, ReconcileToolCall command) {
    var fact =
        new RunToolCallReconciled(
            command.runId(),
            command.callId(),
            command.resolution(),
            command.result(),
            command.comment(),
            command.reconciledBy());
    if (state instanceof Ended ended
        && ended.unknown().contains(command.callId())
        && command.resolution() != Resolution.RETRY) {
      return List.of(fact);
    }
    return about(
        state,
        command.runId(),
        command.callId(),
        Standing.UNKNOWN,
        reconciliation(fact),
        (course, call) -> {
          var step = course.run().step();
          course.record(fact);
          return switch (command.resolution()) {
            case RETRY -> course.send(call, step, 0);
            case DONE ->
                course.run().terms().kind() == AgentKind.API
                    ? course.complete(Outcome.FINISH, command.result())
                    : course.goOn();
            case FAIL ->
                course.goOnWithout(
                    "reconciled-as-failed",
                    "An operator settled the call as failed%s"
                        .formatted(command.comment() == null ? "" : ": " + command.comment()));
          };
        });
  }

  private static List<RunEvent> about(
      RunState state,
      RunId runId,
      String callId,
      Standing waiting,
      String decision,
      BiFunction<RunCourse, OpenCall, RunCourse> rule) {
    return switch (state) {
      case ActiveRun run -> {
        var call = run.call(callId).filter(open -> open.is(waiting));
        if (call.isPresent()) {
          yield rule.apply(new RunCourse(runId, run), call.get()).facts();
        }
        if (run.memory().knows(callId, decision)) {
          yield List.of();
        }
        throw waitsNot(runId, callId, waiting);
      }
      case Ended ended when ended.memory().knows(callId, decision) -> List.of();
      case Ended ended -> throw RunRefusals.ended(runId, ended, tooLate(waiting));
      case Executing _ -> throw waitsNot(runId, callId, waiting);
      case Absent _ -> throw RunRefusals.notFound(runId);
    };
  }

  private static String tooLate(Standing waiting) {
    return switch (waiting) {
      case HELD -> "nothing was called";
      case ASKED -> "nobody waits for the answer";
      case UNKNOWN, OUT, DUE -> "nothing is called any more";
    };
  }

  private static CommandRefused waitsNot(RunId runId, String callId, Standing waiting) {
    return RunRefusals.wrongState(
        switch (waiting) {
          case HELD -> "Call %s of run %s does not wait for approval".formatted(callId, runId);
          case ASKED -> "Call %s of run %s does not wait for an answer".formatted(callId, runId);
          case UNKNOWN ->
              "Of call %s of run %s it is not open what became of it".formatted(callId, runId);
          case OUT, DUE -> "Call %s of run %s waits for nobody".formatted(callId, runId);
        });
  }
}
