package dev.agentledger.saga.money;

import dev.agentledger.events.price.UnknownPrices;
import dev.agentledger.saga.money.MoneyInForce.Book;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Prices by the book that the tenant has in force. */
@Component
class BookedPrices implements Prices {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(10);

  private final MoneyInForce inForce;

  BookedPrices(MoneyInForce inForce) {
    this.inForce = inForce;
  }

  @Override
  public PriceQuote quote(String tenant, String provider, String model) {
    var book = bookOf(tenant);
    return book.prices()
        .ratesOf(provider, model)
        .<PriceQuote>map(rates -> new PriceQuote.Known(book.version(), rates::costMicros))
        .orElseGet(() -> unknown(book, provider, model));
  }

  private static PriceQuote unknown(Book book, String provider, String model) {
    return switch (book.prices().unknown()) {
      case UnknownPrices.ALLOW -> new PriceQuote.UnknownAllowed(book.version());
      case UnknownPrices.REFUSE ->
          new PriceQuote.UnknownRefused(
              book.version(),
              "%s has no price of model %s of provider %s, and calls of unknown price are refused;"
                      .formatted(name(book), model, provider)
                  + " add the price, or let the book allow unknown prices");
    };
  }

  private static String name(Book book) {
    return book.version() == 0
        ? "The default price book"
        : "Version %d of the price book".formatted(book.version());
  }

  /** What this node has adopted shows to readers in a moment. */
  private Book bookOf(String tenant) {
    var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var book = inForce.book(tenant);
      if (book.isPresent()) {
        return book.get();
      }
      if (System.nanoTime() - giveUpAt > 0) {
        throw new IllegalStateException(
            "The price book that was adopted could not be read within %s".formatted(PATIENCE));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_QUESTIONS);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before the price was known", interruption);
    }
  }
}
