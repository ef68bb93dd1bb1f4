package dev.agentledger.api;

import java.util.List;

/**
 * What a command that was carried out recorded; for most commands their whole answer.
 *
 * @param version of the stream afterwards, counted from zero; -1 for a stream without events
 * @param count how many facts were recorded; none for a dry run and for a command that had been
 *     carried out before
 * @param facts what a dry run would have recorded; empty when it was recorded
 */
public record Recorded(long version, int count, List<Fact> facts) implements Answer {

  public Recorded {
    facts = List.copyOf(facts);
  }

  @Override
  public Recorded recorded() {
    return this;
  }

  /** Whether the command made the stream. */
  public boolean beganTheStream() {
    return count > 0 && version == count - 1;
  }
}
