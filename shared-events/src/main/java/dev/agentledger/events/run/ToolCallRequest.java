package dev.agentledger.events.run;

import org.jspecify.annotations.Nullable;

/**
 * A model's wish to call a tool.
 *
 * @param callId names the call within its run
 * @param arguments a JSON object; the bare text where the model wrote something else
 */
public record ToolCallRequest(String callId, String tool, @Nullable Object arguments) {}
