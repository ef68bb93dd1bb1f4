package dev.agentledger.saga.sandbox;

/**
 * Why an execution did not return; {@code stack} names lines of the agent's own code and is empty
 * where the code was stopped from outside.
 */
public record Failure(Kind kind, String message, String stack) {

  /** The ways in which an execution can fail. */
  public enum Kind {
    /** The code threw, crashed, recursed too deeply or waited for what can never come. */
    ERROR,
    /** The time limit was reached. */
    TIMEOUT,
    /** The memory limit was reached. */
    OUT_OF_MEMORY,
    /** The result is larger than allowed. */
    OUTPUT_TOO_LARGE,
    /** The result cannot be written as JSON. */
    NOT_JSON,
    /** The code defines no handler. */
    NO_HANDLER,
    /** The code does not parse. */
    SYNTAX,
    /** The thread that asked for the execution was interrupted. */
    CANCELLED
  }
}
