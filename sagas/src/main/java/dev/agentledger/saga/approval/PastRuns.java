package dev.agentledger.saga.approval;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Runs as the log knows them, which is never behind. */
@Component
class PastRuns {

  private final EventStore events;

  PastRuns(EventStore events) {
    this.events = events;
  }

  Optional<PastRun> read(RunId runId) {
    // From the first event on: without that, the store begins at a snapshot of the aggregate.
    var messages = events.readEvents(runId.value(), 0).asStream().toList();
    return messages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PastRun(
                Envelope.from(messages.getFirst().getMetaData()),
                messages.stream().map(message -> (RunEvent) message.getPayload()).toList()));
  }
}
