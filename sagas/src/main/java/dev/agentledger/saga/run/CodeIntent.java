package dev.agentledger.saga.run;

import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Code that a run decided to have executed, with all that is needed to do so.
 *
 * @param envelope under which the outcome is sent
 */
record CodeIntent(Work work, Attempt attempt, Envelope envelope) {

  /** What a run works on, the same for all its attempts. */
  record Work(
      RunId runId,
      AgentId agentId,
      String agentSlug,
      VersionRef version,
      @Nullable Object input,
      Limits limits) {}

  /** One execution; the later one counts. */
  record Attempt(RunId runId, int step, int number) {

    static Attempt of(RunCodeInvoked invoked) {
      return new Attempt(invoked.runId(), invoked.step(), invoked.attempt());
    }

    boolean supersedes(Attempt other) {
      return step > other.step || (step == other.step && number > other.number);
    }
  }

  RunId runId() {
    return work.runId();
  }

  ReinvokeCode asLost() {
    return new ReinvokeCode(attempt.runId(), attempt.step(), attempt.number());
  }
}
