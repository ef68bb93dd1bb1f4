package dev.agentledger.command.log;

import org.axonframework.common.AxonNonTransientException;

/**
 * An event stands in the log but cannot be read: its row was changed, or is of a newer program.
 *
 * <p>Whoever follows the log stops before it, since what comes after it may depend on it.
 */
final class UnreadableEvent extends AxonNonTransientException {

  private static final long serialVersionUID = 1;

  UnreadableEvent(long position, String streamId, RuntimeException cause) {
    super(
        "The event at position %d, of %s, cannot be read: %s".formatted(position, streamId, cause),
        cause);
  }
}
