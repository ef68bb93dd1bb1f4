package dev.agentledger.api.tool;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.tool.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a tool that was read.
 *
 * @param definition absent when the document does not have the shape of one
 * @param findings where it does not
 */
public record ParsedTool(@Nullable ToolDefinition definition, List<Finding> findings) {

  public ParsedTool {
    findings = List.copyOf(findings);
  }
}
