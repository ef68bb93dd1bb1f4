package dev.agentledger.saga.model.provider;

import dev.agentledger.events.run.CallFailure;

/** A call gave no answer. */
final class CallFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient CallFailure failure;
  private final boolean unwell;

  /**
   * @param unwell whether the provider is to blame, so that it may have to be left alone
   */
  CallFailed(CallFailure failure, boolean unwell) {
    super(failure.message(), null, false, false);
    this.failure = failure;
    this.unwell = unwell;
  }

  static CallFailed malformed(String message) {
    return new CallFailed(new CallFailure("malformed-answer", message, true, null), true);
  }

  CallFailure failure() {
    return failure;
  }

  boolean unwell() {
    return unwell;
  }
}
