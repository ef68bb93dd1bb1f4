package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.RunCommand;
import java.util.Optional;

/** The world, as runs act on it. */
public interface Effects {

  /**
   * Carries an intent out and waits for its outcome, which a fault of the platform is too: a run
   * must not hang on one.
   *
   * @return what is to be recorded; empty when somebody else will answer: another run, or another
   *     node
   * @throws InterruptedException when nobody waits for the outcome any more
   */
  Optional<RunCommand> carryOut(Intent intent) throws InterruptedException;
}
