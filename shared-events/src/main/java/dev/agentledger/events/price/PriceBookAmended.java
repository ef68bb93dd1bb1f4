package dev.agentledger.events.price;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** Calls from here on are priced by this book. */
@EventContract(name = "price.book-amended")
public record PriceBookAmended(
    PriceBookId priceBookId, int version, PriceBook book, @Nullable String reason)
    implements PriceEvent {}
