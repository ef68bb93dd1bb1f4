package dev.agentledger.server.key;

import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.Caller;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller as the program sees them.
 *
 * @param roles those of the key, and those that they imply
 */
record Me(String name, String project, List<Role> roles, @Nullable KeyId keyId) {

  Me {
    roles = List.copyOf(roles);
  }

  static Me of(Caller caller) {
    return new Me(
        caller.name(),
        caller.tenant(),
        Arrays.stream(Role.values()).filter(caller::has).toList(),
        caller.key());
  }
}
