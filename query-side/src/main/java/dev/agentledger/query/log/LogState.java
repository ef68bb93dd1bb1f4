package dev.agentledger.query.log;

import java.util.Set;

/**
 * How far the log has come.
 *
 * @param horizon up to where no position can appear any more, or -1 while that is not known
 * @param head the highest position that is visible
 * @param visible how many positions were visible beyond the horizon before this one
 * @param everything whether any stream may have grown
 * @param streams the streams that may have grown otherwise
 */
record LogState(long horizon, long head, long visible, boolean everything, Set<String> streams) {

  LogState {
    streams = Set.copyOf(streams);
  }

  boolean settled() {
    return horizon >= head;
  }

  boolean mayHaveGrown(String stream) {
    return everything || streams.contains(stream);
  }

  boolean looksLike(LogState other) {
    return horizon == other.horizon && head == other.head && visible == other.visible;
  }
}
