package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.Finding;

/**
 * One place where a value is not what its schema says.
 *
 * @param pointer into the value
 * @param keyword of the schema that is violated
 */
record Violation(String pointer, String keyword, String message, String action) {

  Finding at(String prefix, String rule) {
    return Findings.error(prefix + pointer, rule, message, action);
  }
}
