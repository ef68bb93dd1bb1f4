package dev.agentledger.server.http;

import dev.agentledger.api.Fact;
import java.util.List;

/** The answer to a dry run: the facts that the same request would record. */
public record WouldRecord(boolean dryRun, List<Fact> facts) {

  public WouldRecord {
    facts = List.copyOf(facts);
  }
}
