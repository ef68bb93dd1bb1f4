package dev.agentledger.saga.tool;

import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.egress.EgressRule;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of a tool or of an api agent, with everything that decides how it goes and what its
 * answer means.
 *
 * @param arguments that its placeholders name as {@code input}
 * @param outputSchema of the result; anything when absent
 * @param credential name of the credential to show
 */
record HttpCall(
    String tenant,
    HttpConfiguration http,
    @Nullable Object arguments,
    ToolEffect effect,
    @Nullable Map<String, @Nullable Object> outputSchema,
    @Nullable String credential,
    EgressRule egress,
    String idempotencyKey,
    Duration limit) {}
