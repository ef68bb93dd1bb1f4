package dev.agentledger.api.price;

import dev.agentledger.api.Usd;
import dev.agentledger.events.price.ModelPrice;
import dev.agentledger.events.price.Rates;
import org.jspecify.annotations.Nullable;

/**
 * What one model of a provider costs, in US dollars for a million tokens of each class.
 *
 * @param model a name, or the beginning of names followed by {@code *}
 * @param cacheRead as {@code input} when absent
 * @param cacheWrite as {@code input} when absent
 * @param reasoning as {@code output} when absent
 * @param perCall in US dollars for each call besides its tokens; nothing when absent
 */
public record PriceView(
    String provider,
    String model,
    Usd input,
    Usd output,
    @Nullable Usd cacheRead,
    @Nullable Usd cacheWrite,
    @Nullable Usd reasoning,
    @Nullable Usd perCall) {

  public static PriceView of(ModelPrice price) {
    var rates = price.rates();
    return new PriceView(
        price.provider(),
        price.model(),
        new Usd(rates.input()),
        new Usd(rates.output()),
        usd(rates.cacheRead()),
        usd(rates.cacheWrite()),
        usd(rates.reasoning()),
        usd(rates.perCall()));
  }

  /**
   * The price as a book holds it.
   *
   * @throws IllegalArgumentException when no book may hold it
   */
  public ModelPrice price() {
    return new ModelPrice(
        provider,
        model,
        new Rates(
            input.micros(),
            output.micros(),
            micros(cacheRead),
            micros(cacheWrite),
            micros(reasoning),
            micros(perCall)));
  }

  private static @Nullable Usd usd(@Nullable Long micros) {
    return micros == null ? null : new Usd(micros);
  }

  private static @Nullable Long micros(@Nullable Usd amount) {
    return amount == null ? null : amount.micros();
  }
}
