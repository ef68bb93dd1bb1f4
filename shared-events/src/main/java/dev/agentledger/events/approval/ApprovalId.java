package dev.agentledger.events.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one request for a human decision. */
public record ApprovalId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ApprovalId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("An approval id must not be blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
