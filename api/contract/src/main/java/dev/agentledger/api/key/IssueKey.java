package dev.agentledger.api.key;

import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.Role;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Give somebody a key. Repeating a key id is harmless. */
public record IssueKey(
    @TargetAggregateIdentifier KeyId keyId,
    String name,
    String owner,
    String project,
    List<Role> roles,
    @Nullable Instant expiresAt,
    Instant at)
    implements KeyCommand {

  public IssueKey {
    roles = List.copyOf(roles);
  }
}
