package dev.agentledger.saga.approval;

import dev.agentledger.api.run.CallStanding;
import dev.agentledger.api.run.CallStanding.End;
import dev.agentledger.api.run.CallStanding.WaitsFor;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.saga.run.history.RunHistory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls of a run as its history tells them. */
final class Calls {

  private Calls() {}

  static PinnedTool pinned(RunHistory run, String name) {
    return run.requested().plan().tools().stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("Run %s has no tool %s".formatted(run.runId(), name)));
  }

  /** The tool that a call is of; empty when nothing was to be called under that id. */
  static Optional<PinnedTool> toolOf(RunHistory run, String callId) {
    return run.entries().stream()
        .flatMap(entry -> Optional.ofNullable(toolIn(entry.event(), callId)).stream())
        .findFirst()
        .map(name -> pinned(run, name));
  }

  private static @Nullable String toolIn(RunEvent event, String callId) {
    if (event instanceof RunToolCallHeld held && held.callId().equals(callId)) {
      return held.tool();
    }
    if (event instanceof RunToolCallIntended intended && intended.callId().equals(callId)) {
      return intended.tool();
    }
    return null;
  }

  /** Where the call stands; empty when the run knows of no such call. */
  static Optional<CallStanding> standingOf(RunHistory run, String callId) {
    CallStanding standing = null;
    for (var entry : run.entries()) {
      standing = after(entry, new Call(run, callId), standing);
    }
    return Optional.ofNullable(standing);
  }

  private static @Nullable CallStanding after(
      RunHistory.Entry entry, Call call, @Nullable CallStanding before) {
    var callId = call.callId();
    var at = entry.sequence();
    return switch (entry.event()) {
      case RunToolCallHeld held when held.callId().equals(callId) ->
          call.standing(WaitsFor.APPROVAL, held.argumentsHash(), at, List.of());
      case RunQuestionAsked asked when asked.callId().equals(callId) ->
          call.standing(WaitsFor.ANSWER, null, at, asked.choices());
      case RunToolCallOutcomeUnknown unknown when unknown.callId().equals(callId) ->
          call.standing(WaitsFor.RECONCILIATION, null, at, List.of());
      case RunToolCallIntended(_, _, var id, _, _, _, _, _, _, _, _) when id.equals(callId) ->
          call.settled(at);
      case RunToolCallRefused(_, _, var id, _, _, _) when id.equals(callId) -> call.settled(at);
      case RunToolCallRejected(_, var id, _, _) when id.equals(callId) -> call.settled(at);
      case RunToolCallReconciled(_, var id, _, _, _, _) when id.equals(callId) -> call.settled(at);
      case RunQuestionAnswered(_, var id, _, _) when id.equals(callId) -> call.settled(at);
      case RunCancelled _ -> ended(before, End.CANCELLED);
      case RunFailed _ -> ended(before, End.FAILED);
      case RunCompleted _ -> ended(before, End.COMPLETED);
      case RunRequested _,
          RunCodeInvoked _,
          RunCodeReturned _,
          RunCodeFailed _,
          RunModelCallRequested _,
          RunModelCallCompleted _,
          RunModelCallFailed _,
          RunModelCallDiscarded _,
          RunToolCallHeld _,
          RunToolCallIntended _,
          RunToolCallSucceeded _,
          RunToolCallFailed _,
          RunToolCallOutcomeUnknown _,
          RunToolCallRefused _,
          RunToolCallRejected _,
          RunToolCallReconciled _,
          RunQuestionAsked _,
          RunQuestionAnswered _,
          RunSuspended _,
          RunResumed _,
          RunDiverged _,
          RunCancelRequested _ ->
          before;
    };
  }

  private static @Nullable CallStanding ended(@Nullable CallStanding before, End ended) {
    return before == null
        ? null
        : new CallStanding(
            before.runId(),
            before.callId(),
            before.user(),
            before.waitsFor(),
            before.argumentsHash(),
            before.since(),
            before.choices(),
            ended);
  }

  /** One call of a run. */
  private record Call(RunHistory run, String callId) {

    CallStanding settled(long at) {
      return standing(null, null, at, List.of());
    }

    CallStanding standing(
        @Nullable WaitsFor waitsFor,
        @Nullable String argumentsHash,
        long since,
        List<String> choices) {
      return new CallStanding(
          run.runId(), callId, run.user(), waitsFor, argumentsHash, since, choices, null);
    }
  }
}
