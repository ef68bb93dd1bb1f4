package dev.agentledger.events.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that validation has to say about a definition.
 *
 * @param pointer JSON pointer to the place
 * @param rule stable id of the rule, such as {@code function.code-parses}
 * @param message what is wrong
 * @param action what to do about it
 */
public record Finding(
    String pointer, String rule, Severity severity, String message, String action) {

  /** Whether a finding stands in the way of a promotion. */
  public enum Severity {
    @JsonProperty("error")
    ERROR,
    @JsonProperty("warning")
    WARNING
  }

  public boolean blocks() {
    return severity == Severity.ERROR;
  }
}
