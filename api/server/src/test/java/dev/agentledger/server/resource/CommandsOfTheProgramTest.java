package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The program carries commands out as the command side wants it, and not as Axon would. */
class CommandsOfTheProgramTest extends RunningLedger {

  @Autowired private List<Repository<?>> repositories;
  @Autowired private CommandBus bus;
  @Autowired private Snapshotter snapshots;

  @Test
  void everyAggregateIsRemembered() {
    assertThat(repositories)
        .hasSize(10)
        .allSatisfy(
            repository ->
                assertThat(repository).isInstanceOf(CachingEventSourcingRepository.class));
  }

  @Test
  void theBusAndTheSnapshotsAreTheCommandSides() {
    assertThat(List.of(bus, snapshots))
        .extracting(part -> part.getClass().getPackageName())
        .containsOnly("dev.agentledger.command");
  }
}
