package dev.agentledger.benchmarks.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.commandhandling.CommandResultMessage;

/** Waits until a read model shows what was recorded. */
@FunctionalInterface
public interface Visibility {

  /** Comes back when the end of the run shows, of which this was the answer. */
  void await(RunId run, CommandResultMessage<?> answerToTheLastStep) throws Exception;
}
