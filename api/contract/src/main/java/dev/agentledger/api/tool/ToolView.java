package dev.agentledger.api.tool;

import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.events.tool.ToolId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool as readers see it.
 *
 * @param approval when a person must allow a call
 * @param credential name of the credential that a call shows, if any
 * @param latest the newest version
 * @param streamVersion version of the tool's stream that this view shows; its ETag
 * @param definition of the latest version; absent in lists
 */
public record ToolView(
    ToolId toolId,
    String name,
    String description,
    ToolForm kind,
    ToolEffect effect,
    ToolApproval.Need approval,
    @Nullable String credential,
    ToolStatus status,
    VersionRef latest,
    long streamVersion,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy,
    @Nullable ToolDefinition definition) {

  /** The same tool as it stands in a list. */
  public ToolView withoutDefinition() {
    return withDefinition(null);
  }

  public ToolView withDefinition(@Nullable ToolDefinition shown) {
    return new ToolView(
        toolId,
        name,
        description,
        kind,
        effect,
        approval,
        credential,
        status,
        latest,
        streamVersion,
        createdAt,
        createdBy,
        updatedAt,
        updatedBy,
        shown);
  }
}
