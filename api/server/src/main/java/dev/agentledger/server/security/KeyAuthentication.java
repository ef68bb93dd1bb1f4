package dev.agentledger.server.security;

import dev.agentledger.api.key.KeyView;
import java.time.Instant;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Recognises a caller by the key they hold.
 *
 * <p>Only who holds the secret of a key learns that it has expired or was revoked.
 */
@Component
class KeyAuthentication implements ReactiveAuthenticationManager {

  private final Keyring keyring;

  KeyAuthentication(Keyring keyring) {
    this.keyring = keyring;
  }

  @Override
  public Mono<Authentication> authenticate(Authentication presented) {
    return presented.getCredentials() instanceof Secret secret
        ? keyring
            .keyOf(secret)
            .map(this::recognise)
            .switchIfEmpty(Mono.error(() -> new BadCredentialsException("The key is not known")))
        : Mono.empty();
  }

  private Authentication recognise(KeyView key) {
    if (keyring.isRevoked(key)) {
      throw new BadCredentialsException("The key was revoked");
    }
    if (!key.goodAt(Instant.now())) {
      throw new BadCredentialsException("The key expired at " + key.expiresAt());
    }
    return CallerAuthentication.of(key);
  }
}
