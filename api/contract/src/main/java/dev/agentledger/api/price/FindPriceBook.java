package dev.agentledger.api.price;

import org.jspecify.annotations.Nullable;

/**
 * Ask for a price book; answered by an optional {@link PriceBookView}.
 *
 * @param version the one in force when absent, which every tenant has: the default one until
 *     another was adopted
 */
public record FindPriceBook(String tenant, @Nullable Integer version) {

  public static FindPriceBook inForce(String tenant) {
    return new FindPriceBook(tenant, null);
  }
}
