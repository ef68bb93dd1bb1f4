package dev.agentledger.events.price;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** A tenant has its first price book. */
@EventContract(name = "price.book-adopted")
public record PriceBookAdopted(
    PriceBookId priceBookId, int version, PriceBook book, @Nullable String reason)
    implements PriceEvent {}
