package dev.agentledger.events.run;

import org.jspecify.annotations.Nullable;

/**
 * Why a model or a tool gave no result.
 *
 * @param kind stable word for programs, such as {@code timeout}
 * @param message for people; never holds a secret
 * @param retryable whether the same call may succeed later
 * @param retryAfterMillis when the other side wants to be asked again
 */
public record CallFailure(
    String kind, String message, boolean retryable, @Nullable Long retryAfterMillis) {}
