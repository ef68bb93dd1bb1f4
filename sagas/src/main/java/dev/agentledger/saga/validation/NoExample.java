package dev.agentledger.saga.validation;

/** A schema for which no example could be made. */
public final class NoExample extends RuntimeException {

  NoExample(String message) {
    super(message, null, false, false);
  }
}
