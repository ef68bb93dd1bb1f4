package dev.agentledger.events.credential;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The credential opens nothing any more, and its secret is erased. */
@EventContract(name = "credential.revoked")
public record CredentialRevoked(CredentialId credentialId, @Nullable String reason)
    implements CredentialEvent {}
