package dev.agentledger.command.log;

import java.util.List;

/**
 * Is told what this node has recorded.
 *
 * <p>The committer calls it after each commit and before those who wait are answered, so it must be
 * quick and must not wait for a command.
 */
interface CommitListener {

  /** Events that are durable now, in the order of their positions. */
  void committed(List<CommittedEvent> events);
}
