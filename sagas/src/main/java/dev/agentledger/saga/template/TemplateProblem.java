package dev.agentledger.saga.template;

import java.util.Objects;

/** A template is not one, or cannot be filled with the values at hand. */
public final class TemplateProblem extends RuntimeException {

  public TemplateProblem(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
