package dev.agentledger.command.credential;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.credential.ConfirmSecret;
import dev.agentledger.api.credential.CredentialCommand;
import dev.agentledger.api.credential.RevokeCredential;
import dev.agentledger.api.credential.RotateCredential;
import dev.agentledger.api.credential.StoreCredential;
import dev.agentledger.command.credential.CredentialState.Absent;
import dev.agentledger.command.credential.CredentialState.Revoked;
import dev.agentledger.command.credential.CredentialState.Stored;
import dev.agentledger.events.credential.CredentialEvent;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialRevoked;
import dev.agentledger.events.credential.CredentialRotated;
import dev.agentledger.events.credential.CredentialStored;
import java.util.List;

/**
 * The rules of a credential's life as pure functions: a command and a state in, the facts that
 * follow out.
 *
 * <p>No facts means the command had already been carried out. A refusal is a {@link
 * CommandRefused}.
 */
final class CredentialDecisions {

  private CredentialDecisions() {}

  static List<CredentialEvent> decide(CredentialState state, CredentialCommand command) {
    return switch (command) {
      case StoreCredential storage -> store(state, storage);
      case RotateCredential rotation -> rotate(state, rotation);
      case RevokeCredential revocation -> revoke(state, revocation);
      case ConfirmSecret confirmation -> confirm(state, confirmation);
    };
  }

  private static List<CredentialEvent> store(CredentialState state, StoreCredential command) {
    return switch (state) {
      case Absent _, Revoked _ ->
          List.of(
              new CredentialStored(
                  command.credentialId(),
                  command.name(),
                  command.description(),
                  command.kind(),
                  command.use(),
                  command.secretId()));
      case Stored(var secretId) when secretId.equals(command.secretId()) -> List.of();
      case Stored _ ->
          throw new CommandRefused(
              Reason.ALREADY_EXISTS,
              "Credential %s is stored already; rotate it to change it".formatted(command.name()));
    };
  }

  private static List<CredentialEvent> rotate(CredentialState state, RotateCredential command) {
    return switch (state) {
      case Absent _ -> throw notFound(command.credentialId());
      case Stored(var secretId) when secretId.equals(command.secretId()) -> List.of();
      case Stored _ ->
          List.of(
              new CredentialRotated(
                  command.credentialId(),
                  command.description(),
                  command.kind(),
                  command.use(),
                  command.secretId()));
      case Revoked _ ->
          throw new CommandRefused(
              Reason.WRONG_STATE,
              "Credential %s was revoked; store it anew".formatted(command.credentialId()));
    };
  }

  private static List<CredentialEvent> revoke(CredentialState state, RevokeCredential command) {
    return switch (state) {
      case Absent _ -> throw notFound(command.credentialId());
      case Stored _ -> List.of(new CredentialRevoked(command.credentialId(), command.reason()));
      case Revoked _ -> List.of();
    };
  }

  private static List<CredentialEvent> confirm(CredentialState state, ConfirmSecret command) {
    return switch (state) {
      case Stored(var secretId) when secretId.equals(command.secretId()) -> List.of();
      case Absent _, Stored _, Revoked _ ->
          throw new CommandRefused(
              Reason.STALE,
              "%s is not the secret of credential %s"
                  .formatted(command.secretId(), command.credentialId()));
    };
  }

  private static CommandRefused notFound(CredentialId credentialId) {
    return new CommandRefused(
        Reason.NOT_FOUND, "Credential %s does not exist".formatted(credentialId));
  }
}
