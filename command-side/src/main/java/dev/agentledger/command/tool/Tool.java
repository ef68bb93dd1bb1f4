package dev.agentledger.command.tool;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.tool.RegisterTool;
import dev.agentledger.api.tool.RestoreTool;
import dev.agentledger.api.tool.RetireTool;
import dev.agentledger.api.tool.ToolCommand;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.tool.ToolEvent;
import dev.agentledger.events.tool.ToolId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on a tool: routes commands to {@link ToolDecisions} and facts to {@link ToolState}.
 */
@Aggregate(
    type = "tool",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Tool {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable ToolId toolId;

  private Owner owner = Owner.unknownOf("Tool");
  private ToolState state = new ToolState.Absent();

  private Tool() {}

  @Decides
  Recorded handle(RegisterTool command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RetireTool command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RestoreTool command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(ToolEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    toolId = event.toolId();
    state = ToolState.evolve(state, event);
  }

  private Recorded decide(ToolCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.toolId(), () -> ToolDecisions.decide(state, command));
  }
}
