package dev.agentledger.server.audit;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.events.agent.AgentId;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which events of the log a caller asks for; what is absent allows all. */
record EventSelection(
    @Parameter(description = "First position") @Nullable Long fromPosition,
    @Parameter(description = "Last position") @Nullable Long toPosition,
    @Parameter(description = "Recorded at or after") @Nullable Instant from,
    @Parameter(description = "Recorded before") @Nullable Instant to,
    @Parameter(description = "Who did it") @Nullable String actor,
    @Parameter(description = "Id or slug of an agent that it concerns") @Nullable String agent,
    @Parameter(description = "Id of a run that it concerns") @Nullable String run,
    @Parameter(description = "Id of the stream it is in; counts before `run`")
        @Nullable String stream,
    @Parameter(description = "Correlation id of the request that it follows from")
        @Nullable String correlation,
    @Parameter(description = "Stored name, such as `agent.drafted`") @Nullable String contract) {

  EventFilter in(String tenant) {
    return new EventFilter(
        tenant,
        fromPosition,
        toPosition,
        from,
        to,
        actor,
        agent == null ? null : AgentId.fromIdOrSlug(tenant, agent).value(),
        stream == null ? run : stream,
        correlation,
        contract);
  }
}
