package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an operator says about a tool call whose outcome is not known. */
public enum Resolution {
  /** It took effect, with this result. */
  @JsonProperty("done")
  DONE,
  /** It did not, so it is sent again. */
  @JsonProperty("retry")
  RETRY,
  /** It counts as failed, and the model is told. */
  @JsonProperty("fail")
  FAIL
}
