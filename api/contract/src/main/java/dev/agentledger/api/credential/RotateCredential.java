package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Put another secret in the place of the present one. Repeating a secret id is harmless. */
public record RotateCredential(
    @TargetAggregateIdentifier CredentialId credentialId,
    @Nullable String description,
    CredentialKind kind,
    CredentialUse use,
    String secretId)
    implements CredentialCommand {}
