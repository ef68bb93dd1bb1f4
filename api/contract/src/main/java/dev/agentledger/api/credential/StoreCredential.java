package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Say that a credential is there; its secret was put into the {@link Vault} before, under {@code
 * secretId}. Repeating a secret id is harmless.
 */
public record StoreCredential(
    @TargetAggregateIdentifier CredentialId credentialId,
    String name,
    @Nullable String description,
    CredentialKind kind,
    CredentialUse use,
    String secretId)
    implements CredentialCommand {}
