package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;

/** Everything a credential can be asked to do. */
public sealed interface CredentialCommand
    permits StoreCredential, RotateCredential, RevokeCredential, ConfirmSecret {

  CredentialId credentialId();
}
