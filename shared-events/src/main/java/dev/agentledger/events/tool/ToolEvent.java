package dev.agentledger.events.tool;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to a tool. */
public sealed interface ToolEvent extends DomainEvent
    permits ToolRegistered, ToolRevised, ToolRetired, ToolRestored {

  ToolId toolId();
}
