package dev.agentledger.events.agent;

/**
 * Names a version of an agent.
 *
 * @param number counts the versions of one agent for people; starts at one
 * @param hash SHA-256 of the canonical definition, {@code sha256:<hex>}
 */
public record VersionRef(int number, String hash) {}
