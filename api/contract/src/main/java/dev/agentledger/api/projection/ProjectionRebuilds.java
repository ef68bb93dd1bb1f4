package dev.agentledger.api.projection;

import dev.agentledger.api.CommandRefused;
import java.util.List;
import java.util.Optional;

/**
 * Building projections anew beside those that serve; every call blocks.
 *
 * <p>Whatever is asked of a projection or rebuild that does not exist, or at the wrong time, is
 * answered with {@link CommandRefused}.
 */
public interface ProjectionRebuilds {

  /**
   * Begins a rebuild; there is one at a time for each projection.
   *
   * @param rebuildId of the rebuild; harmless when there is one with this id already
   * @param by who asks
   */
  RebuildView start(String projection, String rebuildId, SwitchMode switching, String by);

  /** Begins to bring the generation that served before up to the log, to serve again. */
  RebuildView switchBack(String projection, String rebuildId, String by);

  /** Those of a projection, newest first. */
  List<RebuildView> of(String projection);

  Optional<RebuildView> find(String projection, String rebuildId);

  /** What is filled stays as it is. */
  RebuildView pause(String projection, String rebuildId);

  /** Goes on where the rebuild was paused or has failed. */
  RebuildView resume(String projection, String rebuildId);

  /** Gives the rebuild up and drops what it has filled. */
  RebuildView cancel(String projection, String rebuildId);

  /** Lets a rebuild that awaits it switch. */
  RebuildView confirm(String projection, String rebuildId);
}
