package dev.agentledger.events.price;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a call whose price the book does not know. */
public enum UnknownPrices {
  /** It is not made. */
  @JsonProperty("refuse")
  REFUSE,
  /** It is made, and its cost stays unknown: it is never taken for nothing. */
  @JsonProperty("allow")
  ALLOW
}
