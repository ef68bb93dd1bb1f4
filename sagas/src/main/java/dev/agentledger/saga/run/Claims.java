package dev.agentledger.saga.run;

import dev.agentledger.events.run.RunId;
import java.util.Set;
import org.axonframework.eventhandling.Segment;

/** Which runs this node owns: the lease of every execution. */
interface Claims {

  /** What this node has claimed at this moment. */
  Set<Claim> current();

  /**
   * A share of all runs.
   *
   * @param caughtUp whether this node has read the log to its end since it claimed the share
   */
  record Claim(Segment segment, boolean caughtUp) {}

  default boolean own(RunId runId) {
    return current().stream().anyMatch(claim -> covers(claim.segment(), runId));
  }

  /** The rule by which Axon's per-aggregate sequencing assigns a run's events to a segment. */
  static boolean covers(Segment segment, RunId runId) {
    return segment.matches(runId.value());
  }
}
