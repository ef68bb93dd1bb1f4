package dev.agentledger.api.model;

import dev.agentledger.events.agent.Finding;
import java.util.List;

/** What is wrong with a script; nothing, where it can be followed. */
public record ScriptFindings(List<Finding> findings) {

  public ScriptFindings {
    findings = List.copyOf(findings);
  }
}
