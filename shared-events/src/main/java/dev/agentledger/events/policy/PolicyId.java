package dev.agentledger.events.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names the stream of a tenant's policy. */
public record PolicyId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PolicyId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A policy id must not be blank");
    }
  }

  /** The promotion policy of a tenant; each tenant has one. */
  public static PolicyId ofPromotion(String tenant) {
    return new PolicyId("pol_promotion_" + tenant);
  }

  @Override
  public String toString() {
    return value;
  }
}
