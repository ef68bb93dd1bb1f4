package dev.agentledger.api.run;

import dev.agentledger.events.policy.ApprovalRule;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that a model wants, with what is to be said about it before it is made.
 *
 * @param problem why it cannot be made, such as arguments that do not fit; absent when it can
 * @param hold why people must agree first, and which; absent when they need not
 */
public record JudgedCall(
    String callId,
    String tool,
    @Nullable Object arguments,
    String argumentsHash,
    @Nullable String problem,
    @Nullable Hold hold) {

  /** Why people must agree, and who. */
  public record Hold(String reason, ApprovalRule rule) {}
}
