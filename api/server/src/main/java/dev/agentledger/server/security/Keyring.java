package dev.agentledger.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.api.key.FindKey;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.server.http.Queries;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The keys that are in use, looked up at most once in a few seconds.
 *
 * <p>A key revoked through this node opens nothing at once; through another one, within {@link
 * #FRESH}.
 */
@Component
public class Keyring {

  private static final Duration FRESH = Duration.ofSeconds(5);
  // Longer than a look-up that began before the revocation can take.
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int KEYS = 10_000;

  private final KeySecrets secrets;
  private final Queries queries;
  private final Cache<ByteBuffer, KeyView> known =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(KEYS).build();
  private final Cache<KeyId, Boolean> revokedHere =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();

  Keyring(KeySecrets secrets, Queries queries) {
    this.secrets = secrets;
    this.queries = queries;
  }

  /** From here on the key opens nothing. */
  public void revoked(KeyId keyId) {
    revokedHere.put(keyId, true);
  }

  boolean isRevoked(KeyView key) {
    return key.revoked() || revokedHere.getIfPresent(key.keyId()) != null;
  }

  /** The key that the secret belongs to, good or not; empty when there is none. */
  Mono<KeyView> keyOf(Secret secret) {
    var digest = ByteBuffer.wrap(secret.digest());
    return Mono.justOrEmpty(known.getIfPresent(digest))
        .switchIfEmpty(Mono.defer(() -> lookUp(secret, digest)));
  }

  private Mono<KeyView> lookUp(Secret secret, ByteBuffer digest) {
    return secrets
        .keyOf(secret)
        .flatMap(keyId -> queries.find(new FindKey(keyId), KeyView.class))
        .doOnNext(key -> known.put(digest, key));
  }
}
