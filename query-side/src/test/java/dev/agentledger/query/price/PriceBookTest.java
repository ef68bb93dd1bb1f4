package dev.agentledger.query.price;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.GRACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.price.FindPriceBook;
import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.events.price.ModelPrice;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceBookId;
import dev.agentledger.events.price.Rates;
import dev.agentledger.events.price.UnknownPrices;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceBookTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final PriceBookId ID = PriceBookId.of(ACME);
  private static final PriceBook DEARER =
      new PriceBook(
          List.of(
              new ModelPrice(
                  "openai", "gpt-*", new Rates(1_250_000, 10_000_000, 125_000L, null, null, 1L))),
          UnknownPrices.ALLOW);

  @Test
  void everyVersionCanBeReadAndTheLastIsInForce() {
    try (var side = QuerySide.start()) {
      assertThat(side.find(FindPriceBook.inForce(ACME), PriceBookView.class))
          .as("before one is adopted")
          .isEqualTo(PriceBookView.DEFAULT);

      side.publishAt(
          NOON,
          ADA,
          "price",
          ID.value(),
          new PriceBookAdopted(ID, 1, PriceBook.DEFAULT, null),
          new PriceBookAmended(ID, 2, DEARER, "They raised it"));
      side.awaitCaughtUp("price-book");

      var first = PriceBookView.of(1, PriceBook.DEFAULT, null, NOON, "ada", 0);
      var second = PriceBookView.of(2, DEARER, "They raised it", NOON, "ada", 1);
      assertThat(version(side, null)).isEqualTo(second);
      assertThat(version(side, 1)).isEqualTo(first);
      assertThat(version(side, 2)).isEqualTo(second);
      assertThat(version(side, 3)).isNull();
      assertThat(version(side, 0)).isEqualTo(PriceBookView.DEFAULT);
      assertThat(version(side, null).book()).isEqualTo(DEARER);
      assertThat(side.find(FindPriceBook.inForce("globex"), PriceBookView.class))
          .isEqualTo(PriceBookView.DEFAULT);

      side.publishAt(
          NOON.plusSeconds(1),
          GRACE,
          "price",
          ID.value(),
          new PriceBookAmended(ID, 3, PriceBook.DEFAULT, null));
      side.projectAnew();
      side.awaitCaughtUp("price-book");

      assertThat(version(side, null).amendedBy()).isEqualTo("grace");
      assertThat(version(side, 2)).isEqualTo(second);
    }
  }

  private static PriceBookView version(QuerySide side, Integer version) {
    return side.find(new FindPriceBook(ACME, version), PriceBookView.class);
  }
}
