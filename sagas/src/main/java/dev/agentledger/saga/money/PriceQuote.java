package dev.agentledger.saga.money;

import dev.agentledger.events.run.TokenUsage;

/** What a model costs, by the price book in force. */
public sealed interface PriceQuote {

  int bookVersion();

  record Known(int bookVersion, Rates rates) implements PriceQuote {}

  /** The price is not known, and the tenant takes that into account. */
  record UnknownAllowed(int bookVersion) implements PriceQuote {}

  record UnknownRefused(int bookVersion, String message) implements PriceQuote {}

  /** How tokens become money. */
  interface Rates {

    /** Millionths of a US dollar, rounded up. */
    long costMicros(TokenUsage usage);
  }
}
