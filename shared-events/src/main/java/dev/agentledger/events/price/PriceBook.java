package dev.agentledger.events.price;

import static java.util.Comparator.comparingInt;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What models cost.
 *
 * @param unknown what becomes of a call that no entry prices
 */
public record PriceBook(List<ModelPrice> entries, UnknownPrices unknown) {

  private static final int MOST_ENTRIES = 500;

  /** What holds until a tenant adopts a book: rehearsals cost nothing, all else is unknown. */
  public static final PriceBook DEFAULT =
      new PriceBook(List.of(new ModelPrice("rehearsal", "*", Rates.FREE)), UnknownPrices.REFUSE);

  public PriceBook {
    entries = List.copyOf(entries);
    if (entries.size() > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "A price book holds at most %d entries".formatted(MOST_ENTRIES));
    }
    var named = new HashSet<List<String>>();
    for (var entry : entries) {
      if (!named.add(List.of(entry.provider(), entry.model()))) {
        throw new IllegalArgumentException(
            "There are two prices for %s %s".formatted(entry.provider(), entry.model()));
      }
    }
  }

  /** The rates of the entry that names the model most closely. */
  public Optional<Rates> ratesOf(String provider, String model) {
    return entries.stream()
        .filter(entry -> entry.covers(provider, model))
        .max(comparingInt(ModelPrice::closeness))
        .map(ModelPrice::rates);
  }
}
