package dev.agentledger.api.agent;

import dev.agentledger.api.AsOf;
import dev.agentledger.events.agent.AgentId;

/** Ask how an agent was at a moment of the log; answered by an optional {@link AgentView}. */
public record FindAgentAsOf(String tenant, AgentId agentId, AsOf asOf) {}
