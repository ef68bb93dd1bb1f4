package dev.agentledger.command;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.Fact;
import dev.agentledger.api.Recorded;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.evolution.EventCatalog;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateLifecycle;

/** What every aggregate does with a command: honour what its caller said, decide, record. */
public final class Recording {

  private static final ContractSerializer SERIALIZER = ContractSerializer.create();
  private static final long VERSION_WITHOUT_EVENTS = -1;

  private Recording() {}

  /** Runs the decision in the aggregate that is handling a command with this metadata. */
  public static Recorded of(
      MetaData metadata,
      Owner owner,
      Object streamId,
      Supplier<? extends List<? extends DomainEvent>> decision) {
    SeenVersion.remember(streamId.toString(), version());
    owner.admit(metadata, streamId);
    requireExpectedVersion(metadata);
    var facts = decision.get();
    if (Boolean.TRUE.equals(metadata.get(CommandMetadata.DRY_RUN))) {
      return new Recorded(version(), 0, facts.stream().map(Recording::describe).toList());
    }
    facts.forEach(fact -> AggregateLifecycle.apply(fact));
    return new Recorded(version(), facts.size(), List.of());
  }

  private static void requireExpectedVersion(MetaData metadata) {
    if (metadata.get(CommandMetadata.EXPECTED_VERSION) instanceof Number expected
        && expected.longValue() != version()) {
      throw new CommandRefused(
          Reason.VERSION_MISMATCH,
          "The stream is at version %d, not %d".formatted(version(), expected.longValue()));
    }
  }

  private static long version() {
    return Objects.requireNonNullElse(AggregateLifecycle.getVersion(), VERSION_WITHOUT_EVENTS);
  }

  private static Fact describe(DomainEvent fact) {
    return new Fact(
        EventCatalog.nameOf(fact.getClass()),
        EventCatalog.revisionOf(fact.getClass()),
        SERIALIZER.serialize(fact, String.class).getData());
  }
}
