package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A definition that was read.
 *
 * @param definition absent when the document does not have the shape of a definition
 * @param findings where it does not
 */
public record ParsedDefinition(@Nullable AgentDefinition definition, List<Finding> findings) {

  public ParsedDefinition {
    findings = List.copyOf(findings);
  }
}
