package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a run counts as production. */
public enum RunMode {
  /** Of the active version. */
  @JsonProperty("production")
  PRODUCTION,
  /** Of a version that was named explicitly and does not serve. */
  @JsonProperty("trial")
  TRIAL,
  /** With the recorded outcomes of another run in place of effects. */
  @JsonProperty("replay")
  REPLAY
}
