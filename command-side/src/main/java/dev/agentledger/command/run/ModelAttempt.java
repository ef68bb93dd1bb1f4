package dev.agentledger.command.run;

import dev.agentledger.events.run.RunModelCallRequested;
import org.jspecify.annotations.Nullable;

/**
 * The last attempt to ask a model.
 *
 * @param failures of this model at this step
 * @param lost workers at this step
 * @param addition repeated by each attempt at the step; gone when the model has answered
 */
record ModelAttempt(
    int attempt,
    String model,
    Standing standing,
    int failures,
    int lost,
    @Nullable String addition) {

  /** What became of it. */
  enum Standing {
    OUT,
    FAILED,
    ANSWERED
  }

  static ModelAttempt first(RunModelCallRequested event) {
    return new ModelAttempt(event.attempt(), event.model(), Standing.OUT, 0, 0, event.addition());
  }

  ModelAttempt then(RunModelCallRequested event) {
    return new ModelAttempt(
        event.attempt(),
        event.model(),
        Standing.OUT,
        event.model().equals(model) ? failures : 0,
        isOut() ? lost + 1 : lost,
        event.addition());
  }

  ModelAttempt failed() {
    return new ModelAttempt(attempt, model, Standing.FAILED, failures + 1, lost, addition);
  }

  /** Nobody waits for it any more. */
  ModelAttempt abandoned() {
    return isOut()
        ? new ModelAttempt(attempt, model, Standing.FAILED, failures, lost, addition)
        : this;
  }

  ModelAttempt answered() {
    return new ModelAttempt(attempt, model, Standing.ANSWERED, 0, 0, null);
  }

  ModelAttempt refreshed() {
    return new ModelAttempt(attempt, model, standing, 0, 0, addition);
  }

  boolean isOut() {
    return standing == Standing.OUT;
  }
}
