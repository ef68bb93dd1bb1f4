package dev.agentledger.saga.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool as it is offered to a model. */
public record ToolOffer(
    String name, String description, Map<String, @Nullable Object> inputSchema) {}
