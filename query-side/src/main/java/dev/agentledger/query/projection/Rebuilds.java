package dev.agentledger.query.projection;

/** Fills new generations beside those that are read. */
public interface Rebuilds {

  /** Why a generation is filled. */
  enum Reason {
    VERSION_RAISED,
    REQUESTED
  }

  /**
   * Begins a rebuild, unless one of this version is on its way or done; comes back at once.
   *
   * <p>Called on every node that starts, before anything is projected.
   */
  void begin(Projection projection, Reason reason);
}
