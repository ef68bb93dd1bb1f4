package dev.agentledger.events.budget;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.agentledger.events.canonical.CanonicalJson;
import java.util.List;

/** Names the stream of all budgets of a tenant. */
public record BudgetBookId(@JsonValue String value) {

  private static final String PREFIX = "bud_";
  private static final int DIGITS = 24;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public BudgetBookId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("The id of a book of budgets must not be blank");
    }
  }

  public static BudgetBookId of(String tenant) {
    var hash = CanonicalJson.hashOf(List.of("budgets", tenant));
    var digits = hash.substring(hash.indexOf(':') + 1);
    return new BudgetBookId(PREFIX + digits.substring(0, DIGITS));
  }

  @Override
  public String toString() {
    return value;
  }
}
