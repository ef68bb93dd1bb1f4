package dev.agentledger.command.price;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.price.AmendPriceBook;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.price.PriceBookId;
import dev.agentledger.events.price.PriceEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on a price book: routes commands to {@link PriceDecisions} and facts to {@link
 * PriceState}.
 */
@Aggregate(
    type = "price",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Prices {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable PriceBookId priceBookId;

  private Owner owner = Owner.unknownOf("Price book");
  private PriceState state = new PriceState.Absent();

  private Prices() {}

  @Decides
  Recorded handle(AmendPriceBook command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.priceBookId(), () -> PriceDecisions.decide(state, command));
  }

  @EventSourcingHandler
  void on(PriceEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    priceBookId = event.priceBookId();
    state = PriceState.evolve(state, event);
  }
}
