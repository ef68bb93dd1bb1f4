package dev.agentledger.saga.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.api.credential.CredentialStatus;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.FindCredential;
import dev.agentledger.api.credential.SecretValues;
import dev.agentledger.api.credential.VaultClosed;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialUse;
import dev.agentledger.saga.credential.SealedSecrets.TamperedSecret;
import dev.agentledger.saga.credential.SecretTable.Place;
import dev.agentledger.saga.credential.SecretTable.Row;
import dev.agentledger.saga.egress.ShownSecrets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens stored credentials for the calls that show them. */
@Component
class StoredCredentials implements Credentials {

  private static final Logger log = LoggerFactory.getLogger(StoredCredentials.class);
  private static final long SECONDS_TO_ANSWER = 10;

  private final QueryGateway queries;
  private final SecretTable table;
  private final StoredSecrets secrets;
  private final Tokens tokens;

  StoredCredentials(QueryBus queries, SecretTable table, StoredSecrets secrets, Tokens tokens) {
    this.queries = DefaultQueryGateway.builder().queryBus(queries).build();
    this.table = table;
    this.secrets = secrets;
    this.tokens = tokens;
  }

  @Override
  public Shown shown(String tenant, String name) throws InterruptedException {
    var credential = find(tenant, name);
    if (credential.isEmpty() || credential.get().status() == CredentialStatus.REVOKED) {
      return new Shown.Unavailable(
          "credential-missing",
          "The credential %s is not stored, or was revoked".formatted(name),
          false);
    }
    try {
      var row = table.find(placeOf(tenant, credential.get()));
      return row.isEmpty()
          ? new Shown.Unavailable(
              "credential-missing", "The secret of %s is not there".formatted(name), true)
          : shown(credential.get(), row.get());
    } catch (VaultClosed closed) {
      log.warn("The credential {} cannot be opened: {}", name, closed.getMessage());
      return new Shown.Unavailable(
          "credential-closed", "The secret of %s cannot be opened".formatted(name), true);
    } catch (TamperedSecret tampered) {
      log.error("The credential {} of {}: {}", name, tenant, tampered.getMessage());
      return new Shown.Unavailable(
          "credential-tampered",
          "The secret of %s was changed outside the program; store it again".formatted(name),
          false);
    }
  }

  private Shown shown(CredentialView credential, Row row) throws InterruptedException {
    var use = credential.use();
    var secret = secrets.open(row);
    return switch (credential.kind()) {
      case API_KEY -> apiKey(use, part(secret, "value"));
      case BEARER -> authorization(use, "Bearer " + part(secret, "token"), part(secret, "token"));
      case BASIC -> basic(use, part(secret, "username"), part(secret, "password"));
      case HEADERS -> headers(use, secret);
      case OAUTH2_CLIENT_CREDENTIALS, OAUTH2_REFRESH_TOKEN ->
          switch (tokens.current(credential, row)) {
            case Tokens.Found.Token(var token) -> authorization(use, "Bearer " + token, token);
            case Tokens.Found.None(var kind, var message, var retryable) ->
                new Shown.Unavailable(kind, message, retryable);
          };
    };
  }

  @Override
  public boolean renew(String tenant, String name, ShownSecrets refused)
      throws InterruptedException {
    var credential = find(tenant, name);
    if (credential.isEmpty()) {
      return false;
    }
    return switch (credential.get().kind()) {
      case OAUTH2_CLIENT_CREDENTIALS, OAUTH2_REFRESH_TOKEN ->
          table
              .find(placeOf(tenant, credential.get()))
              .map(row -> tokens.forget(row, refused.secrets()))
              .orElse(false);
      case API_KEY, BEARER, BASIC, HEADERS -> false;
    };
  }

  private static Shown apiKey(CredentialUse use, String value) {
    return new Shown.Ready(
        new ShownSecrets(
            use.header() == null ? Map.of() : Map.of(use.header(), value),
            use.query() == null ? Map.of() : Map.of(use.query(), value),
            use.hosts(),
            Set.of(value)));
  }

  private static Shown basic(CredentialUse use, String username, String password) {
    var pair = Base64.getEncoder().encodeToString((username + ':' + password).getBytes(UTF_8));
    return new Shown.Ready(
        new ShownSecrets(
            Map.of("Authorization", "Basic " + pair),
            Map.of(),
            use.hosts(),
            Set.copyOf(List.of(pair, password))));
  }

  private static Shown authorization(CredentialUse use, String header, String token) {
    return new Shown.Ready(
        new ShownSecrets(Map.of("Authorization", header), Map.of(), use.hosts(), Set.of(token)));
  }

  private static Shown headers(CredentialUse use, SecretValues secret) {
    var headers = new HashMap<String, String>();
    use.headers().forEach(header -> headers.put(header, part(secret, header)));
    return new Shown.Ready(
        new ShownSecrets(headers, Map.of(), use.hosts(), Set.copyOf(headers.values())));
  }

  private static String part(SecretValues secret, String name) {
    return Objects.requireNonNull(secret.get(name), () -> name + " of a secret");
  }

  private static Place placeOf(String tenant, CredentialView credential) {
    return new Place(tenant, credential.credentialId(), credential.secretId());
  }

  private Optional<CredentialView> find(String tenant, String name) throws InterruptedException {
    try {
      return queries
          .query(
              new FindCredential(tenant, CredentialId.of(tenant, name)),
              ResponseTypes.optionalInstanceOf(CredentialView.class))
          .get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("The credential could not be asked for", failure);
    }
  }
}
