package dev.agentledger.events.credential;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a credential is shown to whoever is called. */
public enum CredentialKind {
  /** A secret in a header or a query parameter of its own. */
  @JsonProperty("api-key")
  API_KEY,
  /** A secret as {@code Authorization: Bearer}. */
  @JsonProperty("bearer")
  BEARER,
  /** User name and password as {@code Authorization: Basic}. */
  @JsonProperty("basic")
  BASIC,
  /** An access token that is fetched with a client's id and secret, and renewed in time. */
  @JsonProperty("oauth2-client-credentials")
  OAUTH2_CLIENT_CREDENTIALS,
  /** An access token that is fetched with a refresh token, and renewed in time. */
  @JsonProperty("oauth2-refresh-token")
  OAUTH2_REFRESH_TOKEN,
  /** Secrets in several headers. */
  @JsonProperty("headers")
  HEADERS
}
