package dev.agentledger.command;

/**
 * An aggregate that comes to an end, after which it is hardly asked for and need not be remembered.
 */
public interface Ending {

  boolean hasEnded();
}
