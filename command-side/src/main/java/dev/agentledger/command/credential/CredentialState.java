package dev.agentledger.command.credential;

import dev.agentledger.events.credential.CredentialEvent;
import dev.agentledger.events.credential.CredentialRevoked;
import dev.agentledger.events.credential.CredentialRotated;
import dev.agentledger.events.credential.CredentialStored;

/** Whether a credential is there, and which secret counts. */
sealed interface CredentialState {

  record Absent() implements CredentialState {}

  record Stored(String secretId) implements CredentialState {}

  record Revoked() implements CredentialState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static CredentialState evolve(CredentialState state, CredentialEvent event) {
    return switch (event) {
      case CredentialStored stored -> new Stored(stored.secretId());
      case CredentialRotated rotated -> new Stored(rotated.secretId());
      case CredentialRevoked _ -> new Revoked();
    };
  }
}
