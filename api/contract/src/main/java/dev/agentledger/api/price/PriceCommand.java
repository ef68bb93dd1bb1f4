package dev.agentledger.api.price;

import dev.agentledger.events.price.PriceBookId;

/** Everything a price book can be asked to do. */
public sealed interface PriceCommand permits AmendPriceBook {

  PriceBookId priceBookId();
}
