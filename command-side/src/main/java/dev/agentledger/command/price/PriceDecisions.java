package dev.agentledger.command.price;

import dev.agentledger.api.price.AmendPriceBook;
import dev.agentledger.api.price.PriceCommand;
import dev.agentledger.command.price.PriceState.Absent;
import dev.agentledger.command.price.PriceState.InForce;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceEvent;
import java.util.List;

/**
 * The rules by which price books change, as pure functions: a command and a state in, the facts
 * that follow out.
 *
 * <p>No facts means the command had already been carried out.
 */
final class PriceDecisions {

  private PriceDecisions() {}

  static List<PriceEvent> decide(PriceState state, PriceCommand command) {
    return switch (command) {
      case AmendPriceBook amendment -> amend(state, amendment);
    };
  }

  private static List<PriceEvent> amend(PriceState state, AmendPriceBook command) {
    return switch (state) {
      case Absent _ ->
          List.of(new PriceBookAdopted(command.priceBookId(), 1, command.book(), command.reason()));
      case InForce(_, var book) when book.equals(command.book()) -> List.of();
      case InForce(var version, _) ->
          List.of(
              new PriceBookAmended(
                  command.priceBookId(), version + 1, command.book(), command.reason()));
    };
  }
}
