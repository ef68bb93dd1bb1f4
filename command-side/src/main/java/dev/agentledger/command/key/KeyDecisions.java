package dev.agentledger.command.key;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.key.IssueKey;
import dev.agentledger.api.key.KeyCommand;
import dev.agentledger.api.key.RevokeKey;
import dev.agentledger.command.key.KeyState.Absent;
import dev.agentledger.command.key.KeyState.Issued;
import dev.agentledger.command.key.KeyState.Revoked;
import dev.agentledger.events.key.KeyEvent;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;
import java.util.List;

/**
 * The rules of a key's life as pure functions: a command and a state in, the facts that follow out.
 *
 * <p>No facts means the command had already been carried out. A refusal is a {@link
 * CommandRefused}.
 */
final class KeyDecisions {

  private KeyDecisions() {}

  static List<KeyEvent> decide(KeyState state, KeyCommand command) {
    return switch (command) {
      case IssueKey issue -> issue(state, issue);
      case RevokeKey revocation -> revoke(state, revocation);
    };
  }

  private static List<KeyEvent> issue(KeyState state, IssueKey command) {
    return switch (state) {
      case Absent _ -> issue(command);
      case Issued _, Revoked _ -> List.of();
    };
  }

  private static List<KeyEvent> issue(IssueKey command) {
    require(!command.name().isBlank(), "A key needs a name");
    require(!command.owner().isBlank(), "A key needs an owner");
    require(!command.roles().isEmpty(), "A key needs at least one role");
    require(
        command.expiresAt() == null || command.expiresAt().isAfter(command.at()),
        "A key expires in the future");
    return List.of(
        new KeyIssued(
            command.keyId(),
            command.name(),
            command.owner(),
            command.project(),
            command.roles(),
            command.expiresAt()));
  }

  private static List<KeyEvent> revoke(KeyState state, RevokeKey command) {
    return switch (state) {
      case Issued _ -> List.of(new KeyRevoked(command.keyId()));
      case Revoked _ -> List.of();
      case Absent _ ->
          throw new CommandRefused(
              Reason.NOT_FOUND, "Key %s does not exist".formatted(command.keyId()));
    };
  }

  private static void require(boolean met, String requirement) {
    if (!met) {
      throw new CommandRefused(Reason.INVALID, requirement);
    }
  }
}
