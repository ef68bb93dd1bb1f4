package dev.agentledger.api.projection;

import java.util.List;
import java.util.Optional;

/** How the projections stand; every call blocks. */
public interface Projections {

  /**
   * All of them, by name.
   *
   * @param tenant whose events are shown if they could not be digested
   */
  List<ProjectionView> all(String tenant);

  Optional<ProjectionView> find(String tenant, String name);

  /** The last position of the log that readers may see. */
  long head();
}
