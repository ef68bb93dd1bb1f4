package dev.agentledger.command.key;

import dev.agentledger.events.key.KeyEvent;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;

/** Where a key stands in its life. */
sealed interface KeyState {

  record Absent() implements KeyState {}

  record Issued() implements KeyState {}

  record Revoked() implements KeyState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static KeyState evolve(KeyState state, KeyEvent event) {
    return switch (event) {
      case KeyIssued _ -> new Issued();
      case KeyRevoked _ -> new Revoked();
    };
  }
}
