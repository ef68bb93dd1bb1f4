package dev.agentledger.saga.tool;

import org.jspecify.annotations.Nullable;

/** What became of a call, before anyone says how long it took. */
sealed interface Result {

  record Succeeded(@Nullable Object value) implements Result {}

  /**
   * There is no result.
   *
   * @param kind stable word for programs
   */
  record Failed(String kind, String message, boolean retryable, @Nullable Long retryAfterMillis)
      implements Result {

    /** For good. */
    Failed(String kind, String message) {
      this(kind, message, false, null);
    }
  }

  /** Nobody knows whether it had its effect. */
  record Unknown(String reason) implements Result {}
}
