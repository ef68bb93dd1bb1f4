package dev.agentledger.events.price;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to a price book. */
public sealed interface PriceEvent extends DomainEvent permits PriceBookAdopted, PriceBookAmended {

  PriceBookId priceBookId();
}
