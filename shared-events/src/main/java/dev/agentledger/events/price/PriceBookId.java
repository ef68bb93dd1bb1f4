package dev.agentledger.events.price;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.agentledger.events.canonical.CanonicalJson;
import java.util.List;

/** Names the stream of a tenant's price book; each tenant has one. */
public record PriceBookId(@JsonValue String value) {

  private static final String PREFIX = "prc_";
  private static final int DIGITS = 24;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PriceBookId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A price book id must not be blank");
    }
  }

  public static PriceBookId of(String tenant) {
    var hash = CanonicalJson.hashOf(List.of("prices", tenant));
    var digits = hash.substring(hash.indexOf(':') + 1);
    return new PriceBookId(PREFIX + digits.substring(0, DIGITS));
  }

  @Override
  public String toString() {
    return value;
  }
}
