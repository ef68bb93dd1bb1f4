package dev.agentledger.events.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PriceBookTest {

  private static final PriceBook BOOK =
      new PriceBook(
          List.of(
              entry("openai", "*", 1),
              entry("openai", "gpt-*", 2),
              entry("openai", "gpt-5*", 3),
              entry("openai", "gpt-5", 4),
              entry("gateway", "gpt-5", 5)),
          UnknownPrices.REFUSE);

  private static ModelPrice entry(String provider, String model, long rate) {
    return new ModelPrice(provider, model, new Rates(rate, rate, null, null, null, null));
  }

  @Test
  void theEntryThatNamesAModelMostCloselyCounts() {
    assertThat(rateOf("openai", "gpt-5")).isEqualTo(4);
    assertThat(rateOf("openai", "gpt-5-mini")).isEqualTo(3);
    assertThat(rateOf("openai", "gpt-4")).isEqualTo(2);
    assertThat(rateOf("openai", "o9")).isEqualTo(1);
    assertThat(rateOf("gateway", "gpt-5")).isEqualTo(5);
  }

  @Test
  void whatNoEntryNamesHasNoPrice() {
    assertThat(BOOK.ratesOf("gateway", "gpt-5-mini")).isEmpty();
    assertThat(BOOK.ratesOf("elsewhere", "gpt-5")).isEmpty();
  }

  @Test
  void rehearsalsAreFreeByDefaultAndAllElseIsUnknown() {
    assertThat(PriceBook.DEFAULT.ratesOf("rehearsal", "echo")).contains(Rates.FREE);
    assertThat(PriceBook.DEFAULT.ratesOf("openai", "gpt-5")).isEmpty();
    assertThat(PriceBook.DEFAULT.unknown()).isEqualTo(UnknownPrices.REFUSE);
  }

  @Test
  void aModelHasOnePrice() {
    assertThatThrownBy(
            () ->
                new PriceBook(
                    List.of(entry("openai", "gpt-5", 1), entry("openai", "gpt-5", 2)),
                    UnknownPrices.ALLOW))
        .hasMessage("There are two prices for openai gpt-5");
  }

  @Test
  void aStarStandsAtTheEndOfAModelOnly() {
    assertThatThrownBy(() -> entry("openai", "g*t", 1))
        .hasMessageStartingWith("Only the name of a model may hold *, and only at its end");
    assertThatThrownBy(() -> entry("openai", "gpt-**", 1))
        .hasMessageStartingWith("Only the name of a model may hold *, and only at its end");
    assertThatThrownBy(() -> entry("open*", "gpt", 1))
        .hasMessageStartingWith("Only the name of a model may hold *, and only at its end");
    assertThatThrownBy(() -> entry(" ", "gpt", 1))
        .hasMessage("A provider must have a name of at most 200 characters");
  }

  private static long rateOf(String provider, String model) {
    return BOOK.ratesOf(provider, model).orElseThrow().input();
  }
}
