package dev.agentledger.saga.model;

/** No provider serves a model of this name. */
public final class UnknownModel extends RuntimeException {

  public UnknownModel(String message) {
    super(message);
  }
}
