package dev.agentledger.events.key;

import dev.agentledger.events.EventContract;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was given a key.
 *
 * @param owner the actor of everything that is done with the key
 * @param project the tenant in which the key is good
 */
@EventContract(name = "key.issued")
public record KeyIssued(
    KeyId keyId,
    String name,
    String owner,
    String project,
    List<Role> roles,
    @Nullable Instant expiresAt)
    implements KeyEvent {

  public KeyIssued {
    roles = List.copyOf(roles);
  }
}
