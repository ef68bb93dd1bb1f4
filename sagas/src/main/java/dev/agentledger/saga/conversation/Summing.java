package dev.agentledger.saga.conversation;

import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunSuspended;
import org.jspecify.annotations.Nullable;

/**
 * What came of the wish to have something summed up.
 *
 * @param runId that made the summary, or tried to
 * @param note why there is no summary though one was wanted
 */
record Summing(@Nullable String summary, @Nullable RunId runId, @Nullable String note) {

  /** Nothing was tried. */
  static Summing untried(@Nullable String note) {
    return new Summing(null, null, note);
  }

  /** By what happened to the run that was to sum up. */
  static Summing after(RunEvent event) {
    return switch (event) {
      case RunCompleted completed -> new Summing(Said.of(completed), completed.runId(), null);
      case RunFailed(var runId, var error) ->
          new Summing(null, runId, "The summary failed: " + error.message());
      case RunSuspended(var runId, _, var detail) ->
          new Summing(null, runId, "The summary was given up: " + detail);
      default -> new Summing(null, event.runId(), "The summary was cancelled");
    };
  }
}
