package dev.agentledger.saga.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.SecretValues;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.saga.egress.EgressRule;
import dev.agentledger.saga.egress.Exchange;
import dev.agentledger.saga.egress.Exchanges;
import dev.agentledger.saga.egress.Outbound;
import dev.agentledger.saga.egress.ShownSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches access tokens, by RFC 6749. */
@Component
class TokenEndpoint {

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final int MOST_BYTES = 256 * 1024;
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,60}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Exchanges exchanges;

  TokenEndpoint(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  /** What the endpoint said. */
  sealed interface Fetched {

    record Granted(String accessToken, Duration lifetime, @Nullable String refreshToken)
        implements Fetched {

      @Override
      public String toString() {
        return "Granted";
      }
    }

    record Refused(String kind, String message, boolean retryable) implements Fetched {}
  }

  /**
   * @param rotated the refresh token that came with the last token, if one did
   */
  Fetched fetch(CredentialView credential, SecretValues secret, @Nullable String rotated)
      throws InterruptedException {
    var use = credential.use();
    var url = URI.create(Objects.requireNonNull(use.tokenUrl(), "tokenUrl"));
    var form = new LinkedHashMap<String, String>(use.tokenParameters());
    if (credential.kind() == CredentialKind.OAUTH2_REFRESH_TOKEN) {
      form.put("grant_type", "refresh_token");
      form.put("refresh_token", rotated == null ? part(secret, "refreshToken") : rotated);
    } else {
      form.put("grant_type", "client_credentials");
    }
    if (!use.scopes().isEmpty()) {
      form.put("scope", String.join(" ", use.scopes()));
    }
    var clientSecret = secret.get("clientSecret");
    var headers = Map.<String, String>of();
    if (use.clientId() != null) {
      if (clientSecret == null || use.clientSecretInBody()) {
        form.put("client_id", use.clientId());
        if (clientSecret != null) {
          form.put("client_secret", clientSecret);
        }
      } else {
        headers = Map.of("Authorization", basic(use.clientId(), clientSecret));
      }
    }
    var request =
        new Outbound(
            "POST",
            url,
            Map.of(
                "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
            written(form).getBytes(UTF_8),
            new ShownSecrets(headers, Map.of(), List.of(), Set.of()));
    var rule = new EgressRule(List.of(url.getHost()), use.allowPrivate(), MOST_BYTES);
    return read(credential.name(), exchanges.exchange(request, rule, false, LIMIT));
  }

  /** Nothing of the answer is told but the code of an error. */
  private static Fetched read(String name, Exchange exchange) {
    return switch (exchange) {
      case Exchange.NotSent(_, var message, var retryable) ->
          new Fetched.Refused(
              "token-unavailable",
              "The token endpoint of %s was not reached: %s".formatted(name, message),
              retryable);
      case Exchange.Lost(_, var message) ->
          new Fetched.Refused(
              "token-unavailable",
              "The token endpoint of %s did not answer: %s".formatted(name, message),
              true);
      case Exchange.Unreadable(var status, _, _) -> refused(name, status, "");
      case Exchange.Answered answered -> read(name, answered);
    };
  }

  private static Fetched read(String name, Exchange.Answered answer) {
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (IOException _) {
      return refused(name, answer.status(), "");
    }
    var token = body == null ? "" : body.path("access_token").asText("");
    if (body == null || answer.status() >= 300 || token.isEmpty()) {
      var code = body == null ? "" : body.path("error").asText("");
      return refused(name, answer.status(), ERROR_CODE.matcher(code).matches() ? code : "");
    }
    var seconds = body.path("expires_in").asLong(USUAL_LIFETIME.toSeconds());
    var lifetime = Duration.ofSeconds(Math.clamp(seconds, 1, Duration.ofDays(365).toSeconds()));
    var refreshToken = body.path("refresh_token").asText("");
    return new Fetched.Granted(token, lifetime, refreshToken.isEmpty() ? null : refreshToken);
  }

  private static Fetched refused(String name, int status, String code) {
    var told =
        "The token endpoint of %s answers %d%s"
            .formatted(name, status, code.isEmpty() ? " without a token" : ": " + code);
    return status == 429 || status >= 500
        ? new Fetched.Refused("token-unavailable", told, true)
        : new Fetched.Refused("token-refused", told, false);
  }

  private static String part(SecretValues secret, String name) {
    return Objects.requireNonNull(secret.get(name), () -> name + " of a secret");
  }

  private static String basic(String clientId, String clientSecret) {
    var pair = encoded(clientId) + ':' + encoded(clientSecret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static String written(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
