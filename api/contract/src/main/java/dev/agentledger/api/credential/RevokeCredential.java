package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Make the credential worthless. */
public record RevokeCredential(
    @TargetAggregateIdentifier CredentialId credentialId, @Nullable String reason)
    implements CredentialCommand {}
