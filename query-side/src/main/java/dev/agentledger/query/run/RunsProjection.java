package dev.agentledger.query.run;

import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunRequested;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the list of runs, on the processor's own transaction. */
@Component
@ProcessingGroup("runs")
class RunsProjection {

  private final Runs runs;

  RunsProjection(Runs runs) {
    this.runs = runs;
  }

  @EventHandler
  void on(
      RunEvent event,
      @SequenceNumber long sequence,
      @Timestamp Instant when,
      MetaData metadata,
      ReplayStatus replay,
      QueryUpdateEmitter updates) {
    var envelope = Envelope.from(metadata);
    var after =
        event instanceof RunRequested
            ? accepted(envelope, event, when, sequence)
            : changed(envelope, event, when, sequence);
    if (after != null && !replay.isReplay()) {
      announce(envelope.tenant(), after, updates);
    }
  }

  private @Nullable RunView accepted(
      Envelope envelope, RunEvent event, Instant when, long sequence) {
    var run = RunViewEvolution.evolve(null, event, when, envelope.actor(), sequence);
    return runs.add(envelope.tenant(), run) ? run : null;
  }

  private @Nullable RunView changed(
      Envelope envelope, RunEvent event, Instant when, long sequence) {
    var before = runs.find(event.runId());
    if (before != null && before.streamVersion() >= sequence) {
      return null;
    }
    var after = RunViewEvolution.evolve(before, event, when, envelope.actor(), sequence);
    runs.update(after);
    return after;
  }

  private static void announce(String tenant, RunView run, QueryUpdateEmitter updates) {
    updates.emit(
        FindRun.class,
        query -> query.tenant().equals(tenant) && query.runId().equals(run.runId()),
        run);
  }

  @ResetHandler
  void onReset() {
    runs.clear();
  }
}
