package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.RunDelta;

/** Who wants to know what a model is writing. */
public interface Deltas {

  /** Never waits, and never fails. */
  void written(String tenant, RunDelta delta);
}
