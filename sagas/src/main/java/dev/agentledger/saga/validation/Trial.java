package dev.agentledger.saga.validation;

import dev.agentledger.events.run.RunError;
import org.jspecify.annotations.Nullable;

/** What came of trying a definition once. */
sealed interface Trial {

  /** Something came out; whether it is what it should be is another question. */
  record Succeeded(@Nullable Object output, long durationMillis) implements Trial {}

  /**
   * Nothing came out.
   *
   * @param pointer to the part of the definition that failed
   */
  record Failed(RunError error, String pointer, long durationMillis) implements Trial {}
}
