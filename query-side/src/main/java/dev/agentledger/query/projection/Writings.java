package dev.agentledger.query.projection;

import java.util.OptionalLong;

/** What this process has written of the projections that are read. */
interface Writings {

  /**
   * A number that changes with whatever is written of a projection.
   *
   * @return empty while something is written, and where other processes write too
   */
  OptionalLong lastOf(String projection);
}
