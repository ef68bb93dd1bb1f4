package dev.agentledger.command;

import org.axonframework.modelling.command.ConcurrencyException;

/** A command was decided on a remembered state that another node has moved on from. */
final class OutdatedDecision extends ConcurrencyException {

  private static final long serialVersionUID = 1L;

  OutdatedDecision(SeenVersion seen) {
    super("Stream %s is no longer at version %d".formatted(seen.streamId(), seen.version()));
  }
}
