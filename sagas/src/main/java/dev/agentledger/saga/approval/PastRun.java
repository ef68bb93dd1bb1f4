package dev.agentledger.saga.approval;

import dev.agentledger.api.run.CallStanding;
import dev.agentledger.api.run.CallStanding.End;
import dev.agentledger.api.run.CallStanding.WaitsFor;
import dev.agentledger.events.Envelope;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run.
 *
 * @param envelope of its request
 * @param events from the request on, so that each stands at its sequence
 */
record PastRun(Envelope envelope, List<RunEvent> events) {

  PastRun {
    events = List.copyOf(events);
  }

  RunRequested requested() {
    return (RunRequested) events.getFirst();
  }

  /** The person for whom the run was started. */
  String user() {
    return Objects.requireNonNullElse(envelope.onBehalfOf(), envelope.actor());
  }

  PinnedTool pinned(String name) {
    return requested().plan().tools().stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Run %s has no tool %s".formatted(requested().runId(), name)));
  }

  /** The tool that a call is of; empty when nothing was to be called under that id. */
  Optional<PinnedTool> toolOf(String callId) {
    return events.stream()
        .flatMap(event -> Optional.ofNullable(toolIn(event, callId)).stream())
        .findFirst()
        .map(this::pinned);
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

  /** What the run has cost up to now, as far as prices are known. */
  long spentMicros() {
    return events.stream()
        .map(PastRun::costIn)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }

  private static @Nullable Long costIn(RunEvent event) {
    if (event instanceof RunModelCallCompleted completed) {
      return completed.call().costMicros();
    }
    if (event instanceof RunModelCallFailed failed) {
      return failed.costMicros();
    }
    if (event instanceof RunModelCallDiscarded discarded) {
      return discarded.costMicros();
    }
    if (event instanceof RunToolCallSucceeded succeeded) {
      return succeeded.costMicros();
    }
    return event instanceof RunToolCallFailed failed ? failed.costMicros() : null;
  }

  /** Where the call stands; empty when the run knows of no such call. */
  Optional<CallStanding> standingOf(String callId) {
    CallStanding standing = null;
    for (var sequence = 0; sequence < events.size(); sequence++) {
      standing = after(events.get(sequence), sequence, callId, standing);
    }
    return Optional.ofNullable(standing);
  }

  private @Nullable CallStanding after(
      RunEvent event, long at, String callId, @Nullable CallStanding before) {
    return switch (event) {
      case RunToolCallHeld held when held.callId().equals(callId) ->
          standing(callId, WaitsFor.APPROVAL, held.argumentsHash(), at, List.of());
      case RunQuestionAsked asked when asked.callId().equals(callId) ->
          standing(callId, WaitsFor.ANSWER, null, at, asked.choices());
      case RunToolCallOutcomeUnknown unknown when unknown.callId().equals(callId) ->
          standing(callId, WaitsFor.RECONCILIATION, null, at, List.of());
      case RunToolCallIntended(_, _, var id, _, _, _, _, _, _, _, _) when id.equals(callId) ->
          settled(callId, at);
      case RunToolCallRefused(_, _, var id, _, _, _) when id.equals(callId) -> settled(callId, at);
      case RunToolCallRejected(_, var id, _, _) when id.equals(callId) -> settled(callId, at);
      case RunToolCallReconciled(_, var id, _, _, _, _) when id.equals(callId) ->
          settled(callId, at);
      case RunQuestionAnswered(_, var id, _, _) when id.equals(callId) -> settled(callId, at);
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

  private CallStanding settled(String callId, long at) {
    return standing(callId, null, null, at, List.of());
  }

  private CallStanding standing(
      String callId,
      @Nullable WaitsFor waitsFor,
      @Nullable String argumentsHash,
      long since,
      List<String> choices) {
    return new CallStanding(
        requested().runId(), callId, user(), waitsFor, argumentsHash, since, choices, null);
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
}
