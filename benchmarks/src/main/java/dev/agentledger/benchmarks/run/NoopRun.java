package dev.agentledger.benchmarks.run;

import dev.agentledger.command.Owner;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A run that decides nothing: what it costs is what its engine costs. */
@Aggregate(type = "run")
@Revision("1")
public class NoopRun {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable RunId runId;

  private Owner owner = Owner.unknownOf("Run"); // without it no snapshot is used

  NoopRun() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void handle(BeginNoopRun command) {
    record(NoopFacts.begun(command.runId()));
  }

  @CommandHandler
  void handle(TakeNoopStep command) {
    record(NoopFacts.stepped(command.runId(), command.step()));
  }

  @EventSourcingHandler
  void on(RunEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    runId = event.runId();
  }

  private static void record(List<RunEvent> facts) {
    facts.forEach(fact -> AggregateLifecycle.apply(fact));
  }
}
