package dev.agentledger.saga.validation;

import java.util.Objects;

/** Judging a value would take more time than the platform gives. */
final class TooCostly extends RuntimeException {

  TooCostly(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
