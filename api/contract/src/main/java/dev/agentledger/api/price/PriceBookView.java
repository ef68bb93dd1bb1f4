package dev.agentledger.api.price;

import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.UnknownPrices;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a tenant's price book.
 *
 * @param version counts the books of the tenant; starts at one, zero is the default book
 * @param unknown what becomes of a call that no entry prices
 * @param amendedAt absent for the default book
 * @param streamVersion version of the book's stream as of this book; -1 for the default book
 */
public record PriceBookView(
    int version,
    List<PriceView> entries,
    UnknownPrices unknown,
    @Nullable String reason,
    @Nullable Instant amendedAt,
    @Nullable String amendedBy,
    long streamVersion) {

  /** What holds until a tenant adopts a book. */
  public static final PriceBookView DEFAULT = of(0, PriceBook.DEFAULT, null, null, null, -1);

  public PriceBookView {
    entries = List.copyOf(entries);
  }

  public static PriceBookView of(
      int version,
      PriceBook book,
      @Nullable String reason,
      @Nullable Instant amendedAt,
      @Nullable String amendedBy,
      long streamVersion) {
    return new PriceBookView(
        version,
        book.entries().stream().map(PriceView::of).toList(),
        book.unknown(),
        reason,
        amendedAt,
        amendedBy,
        streamVersion);
  }

  /** The book itself. */
  public PriceBook book() {
    return new PriceBook(entries.stream().map(PriceView::price).toList(), unknown);
  }
}
