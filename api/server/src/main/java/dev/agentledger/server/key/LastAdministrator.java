package dev.agentledger.server.key;

import dev.agentledger.api.key.KeyPage;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.api.key.ListKeys;
import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.security.AdvisoryLock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sees to it that somebody can always administer the platform.
 *
 * <p>The administrators of another project are the platform's to replace; only the default one must
 * not lose its last.
 */
@Component
class LastAdministrator {

  static final String PLATFORM = "default";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PAGE = 200;

  private final AdvisoryLock lock;
  private final Queries queries;

  LastAdministrator(AdvisoryLock lock, Queries queries) {
    this.lock = lock;
    this.queries = queries;
  }

  /**
   * Revokes the key unless it is the last; one at a time, so that two administrators cannot revoke
   * each other.
   *
   * @param revocation ends when the key is seen to be revoked
   */
  <T> Mono<T> spare(KeyView key, Mono<T> revocation) {
    if (!administersThePlatform(key)) {
      return revocation;
    }
    var another =
        queries
            .ask(new ListKeys(PLATFORM, null, PAGE), KeyPage.class)
            .expand(
                page ->
                    page.next() == null
                        ? Mono.empty()
                        : queries.ask(new ListKeys(PLATFORM, page.next(), PAGE), KeyPage.class))
            .flatMapIterable(KeyPage::items)
            .any(other -> !other.keyId().equals(key.keyId()) && administersThePlatform(other));
    return lock.holding(
        "administrators",
        PATIENCE,
        another.flatMap(remains -> remains ? revocation : Mono.error(LastAdministrator::refused)));
  }

  private static boolean administersThePlatform(KeyView key) {
    return key.project().equals(PLATFORM)
        && key.roles().contains(Role.ADMIN)
        && key.goodAt(Instant.now());
  }

  private static Problem refused() {
    return Problem.of(
        ProblemType.WRONG_STATE,
        "This is the last good key of an administrator; issue another one first");
  }
}
