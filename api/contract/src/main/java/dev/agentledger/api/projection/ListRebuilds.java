package dev.agentledger.api.projection;

/** Ask for the rebuilds of a projection; answered by a {@link RebuildList}, if there is such. */
public record ListRebuilds(String projection) {}
