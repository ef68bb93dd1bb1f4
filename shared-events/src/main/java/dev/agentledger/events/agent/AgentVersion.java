package dev.agentledger.events.agent;

import dev.agentledger.events.canonical.CanonicalJson;

/** One immutable version of an agent's definition. */
public record AgentVersion(int number, String hash, AgentDefinition definition) {

  public static AgentVersion of(int number, AgentDefinition definition) {
    return new AgentVersion(number, CanonicalJson.hashOf(definition), definition);
  }

  public VersionRef ref() {
    return new VersionRef(number, hash);
  }
}
