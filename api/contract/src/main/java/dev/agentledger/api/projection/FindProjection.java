package dev.agentledger.api.projection;

/** Ask for one projection; answered by a {@link ProjectionView}, if there is one. */
public record FindProjection(String tenant, String name) {}
