package dev.agentledger.command.price;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.PRICE_BOOK;
import static dev.agentledger.events.EventSamples.PRICE_BOOK_ADOPTED;
import static dev.agentledger.events.EventSamples.PRICE_BOOK_AMENDED;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.price.AmendPriceBook;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookAmended;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class PriceTest {

  private static final PriceBook DEARER = PRICE_BOOK_AMENDED.book();

  private final FixtureConfiguration<Prices> prices = new AggregateTestFixture<>(Prices.class);

  @Test
  void theFirstBookIsAdopted() {
    prices
        .givenNoPriorActivity()
        .when(new AmendPriceBook(PRICE_BOOK, PriceBook.DEFAULT, null))
        .expectEvents(PRICE_BOOK_ADOPTED);
  }

  @Test
  void anotherBookIsTheNextVersion() {
    prices
        .given(PRICE_BOOK_ADOPTED)
        .when(new AmendPriceBook(PRICE_BOOK, DEARER, "The provider raised its prices"))
        .expectEvents(PRICE_BOOK_AMENDED);
  }

  @Test
  void backToAnEarlierBookIsTheNextVersionToo() {
    prices
        .given(PRICE_BOOK_ADOPTED, PRICE_BOOK_AMENDED)
        .when(new AmendPriceBook(PRICE_BOOK, PriceBook.DEFAULT, null))
        .expectEvents(new PriceBookAmended(PRICE_BOOK, 3, PriceBook.DEFAULT, null));
  }

  @Test
  void theSameBookRecordsNothing() {
    prices
        .given(PRICE_BOOK_ADOPTED)
        .when(new AmendPriceBook(PRICE_BOOK, PriceBook.DEFAULT, "Again"))
        .expectSuccessfulHandlerExecution()
        .expectNoEvents();
  }

  @Test
  void whoSawAnotherVersionIsRefused() {
    prices
        .given(PRICE_BOOK_ADOPTED)
        .when(
            new AmendPriceBook(PRICE_BOOK, DEARER, null),
            Map.of(CommandMetadata.EXPECTED_VERSION, 7L))
        .expectException(refusal(Reason.VERSION_MISMATCH, "The stream is at version 0, not 7"))
        .expectNoEvents();
  }
}
