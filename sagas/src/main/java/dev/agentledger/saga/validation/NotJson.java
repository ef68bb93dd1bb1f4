package dev.agentledger.saga.validation;

import java.util.Objects;

/** A Java value cannot be read as JSON, or is more of it than the platform takes. */
final class NotJson extends RuntimeException {

  private final String pointer;

  NotJson(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** Where in the value. */
  String pointer() {
    return pointer;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
