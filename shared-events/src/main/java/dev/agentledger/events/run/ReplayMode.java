package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a replay goes. */
public enum ReplayMode {
  /** To the first divergence. */
  @JsonProperty("strict")
  STRICT,
  /** To the end, with the recorded outcomes by tool and ordinal after a divergence. */
  @JsonProperty("substitute")
  SUBSTITUTE,
  /** To the end, with real model calls after a divergence; effectful tools stay stubbed. */
  @JsonProperty("live-tail")
  LIVE_TAIL
}
