package dev.agentledger.api.run;

/**
 * Ends of runs are told as soon as the log has them, which may be before runs show them.
 *
 * <p>Whoever reads runs on the node that told reads them as they were told, or later; on another
 * node they need {@code ?after=<position>} for that.
 */
public interface ToldEnds {

  /** Position in the log of the last end that was told on this node; zero before the first. */
  long position();
}
