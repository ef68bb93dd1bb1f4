package dev.agentledger.api.run;

import dev.agentledger.events.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Ask what a version of an agent needs to run; answered by a {@link PlannedRun}.
 *
 * @param version its hash
 * @param script what the rehearsal provider would be to answer
 */
public record PlanRun(String tenant, AgentId agentId, String version, @Nullable Object script) {}
