package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.Finding.Severity;

/** Makes findings of either severity. */
public final class Findings {

  private Findings() {}

  public static Finding error(String pointer, String rule, String message, String action) {
    return new Finding(pointer, rule, Severity.ERROR, message, action);
  }

  public static Finding warning(String pointer, String rule, String message, String action) {
    return new Finding(pointer, rule, Severity.WARNING, message, action);
  }
}
