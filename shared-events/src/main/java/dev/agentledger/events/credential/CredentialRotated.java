package dev.agentledger.events.credential;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The credential has another secret, or another use. */
@EventContract(name = "credential.rotated")
public record CredentialRotated(
    CredentialId credentialId,
    @Nullable String description,
    CredentialKind kind,
    CredentialUse use,
    String secretId)
    implements CredentialEvent {}
