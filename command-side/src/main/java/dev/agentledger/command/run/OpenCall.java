package dev.agentledger.command.run;

import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of the present step that has no end yet.
 *
 * <p>Its arguments are kept as long as it is open and no longer, since it may have to be sent once
 * more, or only after people agreed. That is one answer of a model at most.
 *
 * @param attempt the last one; zero before the first
 * @param failures attempts that failed since a person had a say
 * @param lost attempts whose worker was lost
 */
record OpenCall(
    String callId,
    String tool,
    Standing standing,
    int attempt,
    int failures,
    int lost,
    @Nullable Object arguments,
    String argumentsHash,
    List<String> approvedBy) {

  /** What it waits for. */
  enum Standing {
    /** The outcome of an attempt. */
    OUT,
    /** The next attempt. */
    DUE,
    /** The consent of people. */
    HELD,
    /** The answer of a person. */
    ASKED,
    /** An operator who knows what became of it. */
    UNKNOWN
  }

  OpenCall {
    approvedBy = List.copyOf(approvedBy);
  }

  /** Before its first attempt. */
  static OpenCall wanted(
      String callId, String tool, @Nullable Object arguments, String argumentsHash) {
    return new OpenCall(callId, tool, Standing.DUE, 0, 0, 0, arguments, argumentsHash, List.of());
  }

  static OpenCall held(RunToolCallHeld event) {
    return new OpenCall(
        event.callId(),
        event.tool(),
        Standing.HELD,
        0,
        0,
        0,
        event.arguments(),
        event.argumentsHash(),
        List.of());
  }

  static OpenCall asked(String callId) {
    return new OpenCall(callId, "a question", Standing.ASKED, 0, 0, 0, null, "", List.of());
  }

  static OpenCall first(RunToolCallIntended event) {
    return sent(event, 0, 0);
  }

  OpenCall then(RunToolCallIntended event) {
    return sent(event, failures, is(Standing.OUT) ? lost + 1 : lost);
  }

  private static OpenCall sent(RunToolCallIntended event, int failures, int lost) {
    return new OpenCall(
        event.callId(),
        event.tool(),
        Standing.OUT,
        event.attempt(),
        failures,
        lost,
        event.arguments(),
        event.argumentsHash(),
        event.approvedBy());
  }

  OpenCall failed() {
    return with(Standing.DUE, failures + 1);
  }

  OpenCall unknown() {
    return with(Standing.UNKNOWN, failures);
  }

  /** A person wants it to be sent again. */
  OpenCall due() {
    return with(Standing.DUE, 0);
  }

  OpenCall approved(@Nullable Object agreed, String agreedHash, List<String> approvers) {
    return new OpenCall(
        callId, tool, standing, attempt, failures, lost, agreed, agreedHash, approvers);
  }

  private OpenCall with(Standing next, int failed) {
    return new OpenCall(
        callId, tool, next, attempt, failed, lost, arguments, argumentsHash, approvedBy);
  }

  boolean is(Standing other) {
    return standing == other;
  }

  boolean isOutAt(int number) {
    return is(Standing.OUT) && attempt == number;
  }

  /** Whether only a person can bring it further. */
  boolean waitsForPeople() {
    return switch (standing) {
      case HELD, ASKED, UNKNOWN -> true;
      case OUT, DUE -> false;
    };
  }
}
