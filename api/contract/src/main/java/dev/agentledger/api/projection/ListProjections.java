package dev.agentledger.api.projection;

/** Ask for all projections; answered by a {@link ProjectionList}. */
public record ListProjections(String tenant) {}
