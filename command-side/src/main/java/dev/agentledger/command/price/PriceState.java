package dev.agentledger.command.price;

import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceEvent;

/** What a price book says now. */
sealed interface PriceState {

  record Absent() implements PriceState {}

  record InForce(int version, PriceBook book) implements PriceState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static PriceState evolve(PriceState state, PriceEvent event) {
    return switch (event) {
      case PriceBookAdopted(_, var version, var book, _) -> new InForce(version, book);
      case PriceBookAmended(_, var version, var book, _) -> new InForce(version, book);
    };
  }
}
