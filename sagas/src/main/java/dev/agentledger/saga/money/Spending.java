package dev.agentledger.saga.money;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunId;
import org.jspecify.annotations.Nullable;

/** Budgets, as the worker of runs keeps to them. */
public interface Spending {

  /**
   * Wants to spend up to an amount; repeating it with the same reservation id is harmless.
   *
   * @param user for whom the run was started
   * @param supersedes the reservation of a lost attempt, which is charged in full
   */
  record Order(
      Envelope envelope,
      RunId runId,
      AgentId agentId,
      String user,
      String reservationId,
      @Nullable String supersedes,
      long worstCaseMicros) {}

  Admission reserve(Order order);

  /** The money was spent. */
  void settle(Admission.Granted grant, long costMicros, Envelope envelope);

  /** Nothing was spent. */
  void release(Admission.Granted grant, Envelope envelope);

  /** Charges in full what an ended run still had reserved: nobody knows what it cost. */
  void closeRun(RunId runId, Envelope envelope);
}
