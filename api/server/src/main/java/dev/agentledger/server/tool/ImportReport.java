package dev.agentledger.server.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.api.tool.ProposedTools.Skipped;
import dev.agentledger.api.tool.ProposedTools.Slot;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the operations of a description.
 *
 * @param dryRun whether nothing was recorded
 * @param skipped operations that become no tool
 * @param credentials that must be stored under these names before the tools can be called
 */
record ImportReport(
    boolean dryRun, List<Imported> tools, List<Skipped> skipped, List<Slot> credentials) {

  /** What became of a tool, or would. */
  enum Outcome {
    @JsonProperty("registered")
    REGISTERED,
    @JsonProperty("revised")
    REVISED,
    @JsonProperty("unchanged")
    UNCHANGED,
    /** Its definition is not valid. */
    @JsonProperty("invalid")
    INVALID,
    /** The rules of its life do not allow it. */
    @JsonProperty("refused")
    REFUSED
  }

  /**
   * A tool that an operation becomes.
   *
   * @param reason why it was refused
   */
  record Imported(
      String operation,
      ToolId toolId,
      Outcome outcome,
      @Nullable String reason,
      List<Finding> findings,
      ToolDefinition definition) {

    Imported {
      findings = List.copyOf(findings);
    }
  }

  ImportReport {
    tools = List.copyOf(tools);
    skipped = List.copyOf(skipped);
    credentials = List.copyOf(credentials);
  }
}
