package dev.agentledger.api.approval;

import dev.agentledger.events.key.Role;
import java.util.Set;

/** Who decides, and as what. */
public record Voter(String name, Set<Role> roles) {

  public Voter {
    roles = Set.copyOf(roles);
  }
}
