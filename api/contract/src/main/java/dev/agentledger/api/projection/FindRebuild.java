package dev.agentledger.api.projection;

/** Ask for one rebuild; answered by a {@link RebuildView}, if there is one. */
public record FindRebuild(String projection, String rebuildId) {}
