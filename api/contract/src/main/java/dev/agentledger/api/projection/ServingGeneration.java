package dev.agentledger.api.projection;

/**
 * A set of tables that can answer for a projection.
 *
 * @param version of the projection that filled it
 */
public record ServingGeneration(int number, int version) {}
