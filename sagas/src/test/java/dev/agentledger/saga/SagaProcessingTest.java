package dev.agentledger.saga;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;

class SagaProcessingTest {

  private static final String GROUP = "run-work";

  @ProcessingGroup(GROUP)
  private static final class Follower {

    @EventHandler
    @SuppressWarnings("unused") // called by Axon
    void on(String event) {}
  }

  @Test
  void aProcessBeginsWithAsManySegmentsAsNodesAreToShareIt() {
    var configurer =
        DefaultConfigurer.defaultConfiguration()
            .configureEmbeddedEventStore(_ -> new InMemoryEventStorageEngine());
    configurer.eventProcessing(processing -> processing.registerEventHandler(_ -> new Follower()));
    new SagaProcessing(3).processesOfThisSide().configureModule(configurer);
    var axon = configurer.start();
    try {
      await().until(() -> segmentsOf(axon) == 3);
    } finally {
      axon.shutdown();
    }
  }

  @Test
  void somebodyHasToDoTheWork() {
    assertThatThrownBy(() -> new SagaProcessing(0))
        .hasMessage("ledger.processes.segments must be at least 1, not 0");
  }

  private static int segmentsOf(Configuration axon) {
    return axon.eventProcessingConfiguration()
        .eventProcessor(GROUP, StreamingEventProcessor.class)
        .orElseThrow()
        .processingStatus()
        .size();
  }
}
