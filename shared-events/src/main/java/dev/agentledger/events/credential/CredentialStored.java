package dev.agentledger.events.credential;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/**
 * A credential was stored; the secret itself is kept elsewhere, encrypted, under the id of its
 * version.
 */
@EventContract(name = "credential.stored")
public record CredentialStored(
    CredentialId credentialId,
    String name,
    @Nullable String description,
    CredentialKind kind,
    CredentialUse use,
    String secretId)
    implements CredentialEvent {}
