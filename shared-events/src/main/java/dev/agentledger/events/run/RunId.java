package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one run of an agent. */
public record RunId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RunId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A run id must not be blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
