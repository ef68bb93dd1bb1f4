package dev.agentledger.api.credential;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a credential can be shown to anyone. */
public enum CredentialStatus {
  @JsonProperty("stored")
  STORED,
  @JsonProperty("revoked")
  REVOKED
}
