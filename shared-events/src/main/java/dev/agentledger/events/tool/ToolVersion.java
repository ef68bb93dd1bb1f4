package dev.agentledger.events.tool;

import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.canonical.CanonicalJson;

/** One immutable version of a tool's definition. */
public record ToolVersion(int number, String hash, ToolDefinition definition) {

  public static ToolVersion of(int number, ToolDefinition definition) {
    return new ToolVersion(number, CanonicalJson.hashOf(definition), definition);
  }

  public VersionRef ref() {
    return new VersionRef(number, hash);
  }
}
