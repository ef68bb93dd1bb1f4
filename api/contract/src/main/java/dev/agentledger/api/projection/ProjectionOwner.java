package dev.agentledger.api.projection;

/**
 * Names the process that writes projections to the others on the same database.
 *
 * <p>No two processes that run at the same time have the same name.
 */
public record ProjectionOwner(String value) {}
