package dev.agentledger.events.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a call may change, and so what may be done when its outcome is not known. */
public enum ToolEffect {
  /** Changes nothing; may be repeated at will. */
  @JsonProperty("read")
  READ,
  /** Changes something, once, however often it is sent with the same idempotency key. */
  @JsonProperty("idempotent")
  IDEMPOTENT,
  /** Changes something each time; never repeated without a person's word. */
  @JsonProperty("effectful")
  EFFECTFUL
}
