package dev.agentledger.saga.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.events.EventSamples;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceBookId;
import dev.agentledger.events.price.UnknownPrices;
import dev.agentledger.events.run.TokenUsage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the worker learns prices. */
class BookedPricesTest {

  private static final PriceBookId PRICES = PriceBookId.of("acme");
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final OtherSides sides = new OtherSides();
  private final Prices prices = new BookedPrices(sides.inForce);

  @AfterEach
  void leave() {
    sides.close();
  }

  @Test
  void byDefaultRehearsalsAreFreeAndOtherPricesUnknown() {
    assertThat(prices.quote("acme", "rehearsal", "echo"))
        .isInstanceOfSatisfying(
            PriceQuote.Known.class,
            known -> assertThat(known.rates().costMicros(thousandOfInput())).isZero());
    assertThat(prices.quote("acme", "openai", "gpt-5"))
        .isEqualTo(
            new PriceQuote.UnknownRefused(
                0,
                "The default price book has no price of model gpt-5 of provider openai, and calls"
                    + " of unknown price are refused; add the price, or let the book allow"
                    + " unknown prices"));
  }

  @Test
  void aBookMayAllowUnknownPrices() {
    adopt(new PriceBook(List.of(), UnknownPrices.ALLOW), 7);

    assertThat(prices.quote("acme", "openai", "gpt-5")).isEqualTo(new PriceQuote.UnknownAllowed(7));
  }

  @Test
  void whatThisNodeAmendsCountsAtOnceHoweverLateReadersAre() {
    adopt(EventSamples.PRICE_BOOK_AMENDED.book(), 1);
    assertThat(prices.quote("acme", "anthropic", "claude-9").bookVersion()).isEqualTo(1);

    sides.committed(
        1, new PriceBookAmended(PRICES, 2, EventSamples.PRICE_BOOK_AMENDED.book(), null));
    sides.lateFor.set(3);
    sides.earlierBook = sides.book;
    adopt(EventSamples.PRICE_BOOK_AMENDED.book(), 2);

    assertThat(prices.quote("acme", "anthropic", "claude-9"))
        .isInstanceOfSatisfying(
            PriceQuote.Known.class,
            known -> {
              assertThat(known.bookVersion()).isEqualTo(2);
              assertThat(known.rates().costMicros(thousandOfInput())).isEqualTo(3_010);
            });
    assertThat(sides.lateFor).hasNegativeValue();
  }

  @Test
  void theBookIsNotAskedForEachTime() {
    for (var call = 0; call < 1_000; call++) {
      prices.quote("acme", "rehearsal", "echo");
    }

    assertThat(sides.asked.get()).isLessThan(100);
  }

  private static TokenUsage thousandOfInput() {
    return new TokenUsage(1_000, 0, 0, 0, 0);
  }

  private void adopt(PriceBook adopted, int version) {
    sides.book = PriceBookView.of(version, adopted, null, NOON, "ada", version - 1);
  }

  @Test
  void theFirstBookOfATenantCountsToo() {
    prices.quote("acme", "rehearsal", "echo");
    sides.committed(0, new PriceBookAdopted(PRICES, 1, PriceBook.DEFAULT, null));
    adopt(PriceBook.DEFAULT, 1);

    assertThat(prices.quote("acme", "rehearsal", "echo").bookVersion()).isEqualTo(1);
  }
}
