package dev.agentledger.query.run;

import dev.agentledger.api.run.WaitingCall;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.SuspensionReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a run that has no end yet, so that it is known what it was when people must see to it.
 *
 * @param child whether another run carries it out
 * @param waitsFor whom it waits for; absent while it is out
 * @param detail why it waits
 */
record OpenCall(
    int step,
    String callId,
    @Nullable String tool,
    @Nullable Object arguments,
    @Nullable String argumentsHash,
    int attempt,
    boolean child,
    @Nullable SuspensionReason waitsFor,
    String detail,
    List<String> choices,
    Instant since) {

  OpenCall {
    choices = choices == null ? List.of() : List.copyOf(choices);
  }

  static OpenCall sent(RunToolCallIntended event, Instant when) {
    return new OpenCall(
        event.step(),
        event.callId(),
        event.tool(),
        event.arguments(),
        event.argumentsHash(),
        event.attempt(),
        event.childRunId() != null,
        null,
        "",
        List.of(),
        when);
  }

  static OpenCall held(RunToolCallHeld event, Instant when) {
    return new OpenCall(
        event.step(),
        event.callId(),
        event.tool(),
        event.arguments(),
        event.argumentsHash(),
        0,
        false,
        SuspensionReason.APPROVAL,
        event.reason(),
        List.of(),
        when);
  }

  static OpenCall asked(RunQuestionAsked event, Instant when) {
    return new OpenCall(
        event.step(),
        event.callId(),
        null,
        null,
        null,
        0,
        false,
        SuspensionReason.QUESTION,
        event.question(),
        event.choices(),
        when);
  }

  OpenCall unknown(RunToolCallOutcomeUnknown event, Instant when) {
    return new OpenCall(
        step,
        callId,
        tool,
        arguments,
        argumentsHash,
        attempt,
        child,
        SuspensionReason.RECONCILE,
        event.reason(),
        choices,
        when);
  }

  OpenCall sentAgain(Instant when) {
    return new OpenCall(
        step, callId, tool, arguments, argumentsHash, attempt, child, null, "", choices, when);
  }

  WaitingCall waiting(SuspensionReason reason) {
    return new WaitingCall(
        reason, step, callId, tool, arguments, argumentsHash, attempt, detail, choices, since);
  }
}
