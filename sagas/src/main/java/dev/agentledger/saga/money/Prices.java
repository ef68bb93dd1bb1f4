package dev.agentledger.saga.money;

/** What models cost. */
public interface Prices {

  PriceQuote quote(String tenant, String provider, String model);
}
