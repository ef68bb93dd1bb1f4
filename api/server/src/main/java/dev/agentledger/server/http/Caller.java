package dev.agentledger.server.http;

import dev.agentledger.api.approval.Voter;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, as the authentication found out.
 *
 * @param tenant the project in which the caller acts
 * @param name the owner of the key; the actor of every event that follows
 * @param authentication how the caller was recognised, such as {@code api-key:key_1}
 */
public record Caller(String tenant, String name, String authentication, Set<Role> roles) {

  private static final String BY_KEY = "api-key:";

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** The owner of a key, in its project. */
  public static Caller holding(KeyView key) {
    return new Caller(key.project(), key.owner(), BY_KEY + key.keyId(), Set.copyOf(key.roles()));
  }

  /** A process of the platform itself, which may do everything in its tenant. */
  public static Caller system(String tenant, String process) {
    return new Caller(tenant, Envelope.SYSTEM + process, "internal", Set.of(Role.ADMIN));
  }

  /** Whether the caller may do what the role allows: an administrator all, everybody look. */
  public boolean has(Role role) {
    return roles.contains(role)
        || roles.contains(Role.ADMIN)
        || (role == Role.VIEWER && !roles.isEmpty());
  }

  /** The key by which the caller was recognised; none has a process of the platform. */
  public @Nullable KeyId key() {
    return authentication.startsWith(BY_KEY)
        ? new KeyId(authentication.substring(BY_KEY.length()))
        : null;
  }

  public Voter asVoter() {
    return new Voter(name, roles);
  }

  Envelope envelope() {
    return Envelope.of(tenant, name, authentication);
  }
}
