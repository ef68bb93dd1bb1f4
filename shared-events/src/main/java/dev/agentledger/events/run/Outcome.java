package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run ended that came to its end. */
public enum Outcome {
  @JsonProperty("finish")
  FINISH,
  /** A person takes over. */
  @JsonProperty("handover")
  HANDOVER
}
