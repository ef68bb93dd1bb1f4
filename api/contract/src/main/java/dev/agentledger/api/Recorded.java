package dev.agentledger.api;

import java.util.List;

/**
 * The answer to every command that was carried out.
 *
 * @param version of the stream afterwards, counted from zero; -1 for a stream without events
 * @param facts what a dry run would have recorded; empty when it was recorded
 */
public record Recorded(long version, List<Fact> facts) {

  public Recorded {
    facts = List.copyOf(facts);
  }
}
