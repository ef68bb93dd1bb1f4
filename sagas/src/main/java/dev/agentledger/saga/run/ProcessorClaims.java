package dev.agentledger.saga.run;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads the claims off the event processor that keeps {@link RunWork}. */
@Component
class ProcessorClaims implements Claims {

  private final ObjectProvider<Configuration> axon;

  /** Axon's configuration needs the processor's handler, which needs this: so it is asked late. */
  ProcessorClaims(ObjectProvider<Configuration> axon) {
    this.axon = axon;
  }

  @Override
  public Set<Claim> current() {
    return axon.getObject()
        .eventProcessingConfiguration()
        .eventProcessor(RunWorkProjection.GROUP, StreamingEventProcessor.class)
        .map(
            processor ->
                processor.processingStatus().values().stream()
                    .map(status -> new Claim(status.getSegment(), status.isCaughtUp()))
                    .collect(toUnmodifiableSet()))
        .orElse(Set.of());
  }
}
