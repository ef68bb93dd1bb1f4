package dev.agentledger.saga.sandbox;

/** How one execution in one form came to its end. */
sealed interface Ending {

  /** The handler returned this JSON text. */
  record Returned(String json) implements Ending {}

  /** The code defines a handler, which was not called. */
  record Ready() implements Ending {}

  /** The code does not parse in this form, though it may in the other. */
  record Unparsed(CodeProblem problem) implements Ending {}

  /** The code failed. */
  record Failed(Failure failure) implements Ending {}

  static Failed failed(Failure.Kind kind, String message) {
    return new Failed(new Failure(kind, message, ""));
  }
}
