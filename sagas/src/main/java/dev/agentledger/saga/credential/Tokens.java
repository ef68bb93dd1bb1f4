package dev.agentledger.saga.credential;

import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.saga.credential.SecretTable.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Access tokens: fetched when there is none, renewed before they expire, by one caller for all.
 *
 * <p>On this node the others wait at a lock; on other nodes, for the lease in the table to end.
 */
@Component
class Tokens {

  static final String ACCESS_TOKEN = "accessToken";
  static final String RENEW_AT = "renewAt";
  static final String REFRESH_TOKEN = "refreshToken";

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = LEASE.plusSeconds(5);
  private static final Duration MARGIN = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int LOCKS = 64;

  private final SecretTable table;
  private final StoredSecrets secrets;
  private final TokenEndpoint endpoint;
  private final ReentrantLock[] locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  Tokens(SecretTable table, StoredSecrets secrets, TokenEndpoint endpoint) {
    this.table = table;
    this.secrets = secrets;
    this.endpoint = endpoint;
  }

  /** A token that is good for a while, or why there is none. */
  sealed interface Found {

    record Token(String value) implements Found {

      @Override
      public String toString() {
        return "Token";
      }
    }

    record None(String kind, String message, boolean retryable) implements Found {}
  }

  Found current(CredentialView credential, Row row) throws InterruptedException {
    var token = secrets.openToken(row);
    if (isGood(token)) {
      return new Found.Token(token.getOrDefault(ACCESS_TOKEN, ""));
    }
    var lock = locks[Math.floorMod(row.place().secretId().hashCode(), LOCKS)];
    if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return tooSlow(credential);
    }
    try {
      return renewed(credential, row);
    } finally {
      lock.unlock();
    }
  }

  private Found renewed(CredentialView credential, Row before) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var row = table.find(before.place());
      if (row.isEmpty()) {
        return new Found.None("credential-missing", "The secret was erased", true);
      }
      var token = secrets.openToken(row.get());
      if (isGood(token)) {
        return new Found.Token(token.getOrDefault(ACCESS_TOKEN, ""));
      }
      if (table.lease(row.get(), LEASE)) {
        return fetch(credential, row.get(), token);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    return tooSlow(credential);
  }

  /** Whoever has the lease fetches; a refresh token that comes along replaces the one before. */
  private Found fetch(CredentialView credential, Row row, Map<String, String> before)
      throws InterruptedException {
    var kept = false;
    try {
      var fetched = endpoint.fetch(credential, secrets.open(row), before.get(REFRESH_TOKEN));
      return switch (fetched) {
        case TokenEndpoint.Fetched.Refused(var kind, var message, var retryable) ->
            new Found.None(kind, message, retryable);
        case TokenEndpoint.Fetched.Granted(var accessToken, var lifetime, var refreshToken) -> {
          var token = new HashMap<>(before);
          token.put(ACCESS_TOKEN, accessToken);
          token.put(RENEW_AT, renewalOf(lifetime).toString());
          if (refreshToken != null) {
            token.put(REFRESH_TOKEN, refreshToken);
          }
          kept = keep(row, token);
          yield new Found.Token(accessToken);
        }
      };
    } finally {
      if (!kept) {
        table.release(row);
      }
    }
  }

  /** Only a new seal can have come in between, since the lease is ours: then once more. */
  private boolean keep(Row row, Map<String, String> token) {
    return secrets.keepToken(row, token)
        || table
            .find(row.place())
            .filter(now -> now.tokenVersion() == row.tokenVersion())
            .map(now -> secrets.keepToken(now, token))
            .orElse(false);
  }

  /**
   * Forgets a token that was not accepted.
   *
   * @return whether another one can be had
   */
  boolean forget(Row row, Set<String> refused) {
    var token = new HashMap<>(secrets.openToken(row));
    if (refused.contains(token.get(ACCESS_TOKEN))) {
      token.remove(ACCESS_TOKEN);
      token.remove(RENEW_AT);
      secrets.keepToken(row, token);
    }
    return true;
  }

  /** Before it expires, by a margin that leaves even a short-lived token most of its life. */
  private static Instant renewalOf(Duration lifetime) {
    var quarter = lifetime.dividedBy(4);
    return Instant.now().plus(lifetime).minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
  }

  private static boolean isGood(Map<String, String> token) {
    var renewAt = token.get(RENEW_AT);
    return token.containsKey(ACCESS_TOKEN)
        && renewAt != null
        && Instant.now().isBefore(Instant.parse(renewAt));
  }

  private static Found tooSlow(CredentialView credential) {
    return new Found.None(
        "token-unavailable",
        "No access token for %s could be fetched in time".formatted(credential.name()),
        true);
  }
}
