package dev.agentledger.saga.run;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.agentledger.events.run.RunId;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads the claims off the event processor that keeps {@link RunWork}. */
@Component
class ProcessorClaims implements Claims {

  private final ObjectProvider<Configuration> axon;
  private volatile @Nullable StreamingEventProcessor processor;

  /** Axon's configuration needs the processor's handler, which needs this: so it is asked late. */
  ProcessorClaims(ObjectProvider<Configuration> axon) {
    this.axon = axon;
  }

  @Override
  public Set<Claim> current() {
    return statuses()
        .map(status -> new Claim(status.getSegment(), status.isCaughtUp()))
        .collect(toUnmodifiableSet());
  }

  /** Asked at each step of each run. */
  @Override
  public boolean own(RunId runId) {
    return statuses().anyMatch(status -> Claims.covers(status.getSegment(), runId));
  }

  private Stream<EventTrackerStatus> statuses() {
    var known = processor;
    if (known == null) {
      known = find();
      processor = known;
    }
    return known == null ? Stream.empty() : known.processingStatus().values().stream();
  }

  private @Nullable StreamingEventProcessor find() {
    return axon.getObject()
        .eventProcessingConfiguration()
        .eventProcessor(RunWorkProjection.GROUP, StreamingEventProcessor.class)
        .orElse(null);
  }
}
