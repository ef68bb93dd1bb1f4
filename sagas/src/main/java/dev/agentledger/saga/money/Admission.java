package dev.agentledger.saga.money;

import org.jspecify.annotations.Nullable;

/** Whether money may be spent. */
public sealed interface Admission {

  /**
   * It may.
   *
   * @param recorded whether a budget applies, so that the grant must be settled
   */
  record Granted(String tenant, String reservationId, boolean recorded, long amountMicros)
      implements Admission {}

  /**
   * It may not.
   *
   * @param suspend whether the run waits; it fails otherwise
   */
  record Refused(boolean suspend, String message, @Nullable String budget) implements Admission {}
}
