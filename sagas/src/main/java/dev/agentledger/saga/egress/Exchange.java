package dev.agentledger.saga.egress;

import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Exchange {

  /**
   * The other side answered.
   *
   * @param contentType as it was said
   * @param body decompressed
   * @param retryAfterMillis when the other side wants to be asked again
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(
      int status, @Nullable String contentType, byte[] body, @Nullable Long retryAfterMillis)
      implements Exchange {}

  /**
   * The other side answered with what cannot be read: too much, or not what it says it is.
   *
   * @param kind stable word for programs
   */
  record Unreadable(int status, String kind, String message) implements Exchange {}

  /**
   * The request has not left, so the other side cannot know of it.
   *
   * @param kind stable word for programs
   * @param retryable whether the same request may leave later
   */
  record NotSent(String kind, String message, boolean retryable) implements Exchange {}

  /**
   * The request may have reached the other side, and no answer came back.
   *
   * @param kind stable word for programs
   */
  record Lost(String kind, String message) implements Exchange {}
}
