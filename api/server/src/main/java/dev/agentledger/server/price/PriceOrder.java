package dev.agentledger.server.price;

import static dev.agentledger.server.http.ProblemType.INVALID;

import dev.agentledger.api.price.PriceView;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.UnknownPrices;
import dev.agentledger.server.http.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A price book as it comes in a body.
 *
 * @param entries what models cost; the one that names a model most closely counts
 * @param unknown what becomes of a call that no entry prices
 * @param reason why the book is amended
 */
record PriceOrder(List<PriceView> entries, UnknownPrices unknown, @Nullable String reason) {

  /** The book; a problem when no book may hold these prices. */
  PriceBook book() {
    if (entries.stream().anyMatch(Objects::isNull)) {
      throw Problem.of(INVALID, "entries must not hold null");
    }
    try {
      return new PriceBook(entries.stream().map(PriceView::price).toList(), unknown);
    } catch (IllegalArgumentException contradiction) {
      throw Problem.of(INVALID, String.valueOf(contradiction.getMessage()));
    }
  }
}
