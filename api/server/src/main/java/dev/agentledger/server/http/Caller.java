package dev.agentledger.server.http;

import dev.agentledger.api.approval.Voter;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.key.Role;
import java.util.Set;

/**
 * Who makes a request, as the authentication found out.
 *
 * @param tenant the project in which the caller acts
 * @param name the owner of the key; the actor of every event that follows
 * @param authentication how the caller was recognised, such as {@code api-key:key_1}
 */
public record Caller(String tenant, String name, String authentication, Set<Role> roles) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** A process of the platform itself, which may do everything in its tenant. */
  public static Caller system(String tenant, String process) {
    return new Caller(tenant, Envelope.SYSTEM + process, "internal", Set.of(Role.ADMIN));
  }

  public boolean has(Role role) {
    return roles.contains(role) || roles.contains(Role.ADMIN);
  }

  public Voter asVoter() {
    return new Voter(name, roles);
  }

  Envelope envelope() {
    return Envelope.of(tenant, name, authentication);
  }
}
