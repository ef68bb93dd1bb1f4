package dev.agentledger.events.credential;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to a credential. */
public sealed interface CredentialEvent extends DomainEvent
    permits CredentialStored, CredentialRotated, CredentialRevoked {

  CredentialId credentialId();
}
