package dev.agentledger.events.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names an API key; not the secret that the key's owner holds. */
public record KeyId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public KeyId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A key id must not be blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
