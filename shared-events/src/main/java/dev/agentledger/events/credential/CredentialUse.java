package dev.agentledger.events.credential;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a credential's secret goes; nothing in it is secret.
 *
 * @param header that holds the secret of an api key
 * @param query parameter that holds the secret of an api key, instead of a header
 * @param headers that hold the secrets of a credential of several headers
 * @param tokenUrl where access tokens are fetched
 * @param scopes that are asked for with an access token
 * @param clientId who asks for access tokens
 * @param clientSecretInBody whether the client's secret is sent in the form and not as Basic
 * @param tokenParameters what the form says besides, such as an audience
 * @param allowPrivate whether the token's host may be in a private network or on this machine
 * @param hosts to which alone the secret may be sent, {@code *.example.com} for all below one; to
 *     whatever host a tool calls when empty
 */
public record CredentialUse(
    @Nullable String header,
    @Nullable String query,
    List<String> headers,
    @Nullable String tokenUrl,
    List<String> scopes,
    @Nullable String clientId,
    boolean clientSecretInBody,
    Map<String, String> tokenParameters,
    boolean allowPrivate,
    List<String> hosts) {

  public static final CredentialUse PLAIN =
      new CredentialUse(
          null, null, List.of(), null, List.of(), null, false, Map.of(), false, List.of());

  public CredentialUse {
    headers = headers == null ? List.of() : List.copyOf(headers);
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    tokenParameters = tokenParameters == null ? Map.of() : Map.copyOf(tokenParameters);
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }
}
