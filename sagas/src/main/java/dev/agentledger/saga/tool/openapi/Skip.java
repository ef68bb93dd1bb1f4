package dev.agentledger.saga.tool.openapi;

import java.util.Objects;

/** An operation cannot become a tool; the message says why. */
final class Skip extends RuntimeException {

  Skip(String reason) {
    super(reason);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
