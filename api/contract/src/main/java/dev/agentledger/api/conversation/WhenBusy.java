package dev.agentledger.api.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a turn that comes while another is being answered. */
public enum WhenBusy {
  /** It waits. */
  @JsonProperty("enqueue")
  ENQUEUE,
  /** It is refused. */
  @JsonProperty("reject")
  REJECT,
  /** It takes the other's place. */
  @JsonProperty("interrupt")
  INTERRUPT
}
