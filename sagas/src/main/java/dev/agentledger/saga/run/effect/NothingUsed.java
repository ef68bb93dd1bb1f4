package dev.agentledger.saga.run.effect;

import dev.agentledger.events.run.CallFailure;
import java.util.Set;

/** Tells failures after which no provider sends a bill from those after which it may. */
final class NothingUsed {

  private static final Set<String> KINDS =
      Set.of(
          "bad-request",
          "circuit-open",
          "conflict",
          "connection-failed",
          "not-authorized",
          "not-possible",
          "provider-error",
          "rate-limited",
          "too-many-calls",
          "unknown-model");

  private NothingUsed() {}

  static boolean after(CallFailure failure) {
    return KINDS.contains(failure.kind());
  }
}
