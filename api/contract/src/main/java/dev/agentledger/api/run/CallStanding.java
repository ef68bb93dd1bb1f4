package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a call of a run stands.
 *
 * @param user for whom the run was started
 * @param waitsFor the person whom it waits for, or waited for when the run ended; absent when it
 *     waits for nobody
 * @param argumentsHash of the arguments that wait for approval
 * @param since version of the run's stream from which on it waits
 * @param choices what a question can be answered with; anything when empty
 * @param ended how the run ended, if it did
 */
public record CallStanding(
    RunId runId,
    String callId,
    String user,
    @Nullable WaitsFor waitsFor,
    @Nullable String argumentsHash,
    long since,
    List<String> choices,
    @Nullable End ended) {

  /** Who is to do something about a call. */
  public enum WaitsFor {
    /** People who agree to it. */
    APPROVAL,
    /** Somebody who knows the answer. */
    ANSWER,
    /** An operator who knows what became of it. */
    RECONCILIATION
  }

  /** How a run ended. */
  public enum End {
    CANCELLED,
    FAILED,
    COMPLETED
  }

  public CallStanding {
    choices = List.copyOf(choices);
  }

  /** Whether the run goes on when that is done. */
  public boolean waitsFor(WaitsFor wanted) {
    return waitsFor == wanted && ended == null;
  }
}
