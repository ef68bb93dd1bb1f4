package dev.agentledger.api.agent;

import dev.agentledger.events.agent.Finding;
import java.util.List;

/**
 * What validation has to say.
 *
 * @param valid whether no finding blocks
 */
public record Validation(boolean valid, List<Finding> findings) {

  public Validation {
    findings = List.copyOf(findings);
  }

  public static Validation of(List<Finding> findings) {
    return new Validation(findings.stream().noneMatch(Finding::blocks), findings);
  }
}
