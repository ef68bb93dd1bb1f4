package dev.agentledger.api.key;

import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key as readers see it; the secret is shown once, when the key is made, and never again. */
public record KeyView(
    KeyId keyId,
    String name,
    String owner,
    String project,
    List<Role> roles,
    @Nullable Instant expiresAt,
    boolean revoked,
    Instant issuedAt,
    String issuedBy,
    long streamVersion) {

  public KeyView {
    roles = List.copyOf(roles);
  }

  /** Whether the key opens anything. */
  public boolean goodAt(Instant now) {
    return !revoked && (expiresAt == null || now.isBefore(expiresAt));
  }
}
