package dev.agentledger.api.price;

import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Price calls by this book from here on; the first book of a tenant is thereby adopted. */
public record AmendPriceBook(
    @TargetAggregateIdentifier PriceBookId priceBookId, PriceBook book, @Nullable String reason)
    implements PriceCommand {}
