package dev.agentledger.events.run;

import org.jspecify.annotations.Nullable;

/**
 * Why something failed.
 *
 * @param kind stable word for programs, such as {@code timeout}
 * @param message for people
 * @param stack where in the agent's code, if known
 */
public record RunError(String kind, String message, @Nullable String stack) {}
