package dev.agentledger.server.http;

import org.jspecify.annotations.Nullable;

/** The optional body of a request that may be explained. */
public record Reason(@Nullable String reason) {

  /** What the body says, if there is one. */
  public static @Nullable String in(@Nullable Reason body) {
    return body == null || body.reason == null || body.reason.isBlank() ? null : body.reason;
  }
}
