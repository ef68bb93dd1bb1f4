package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Ask, with the certainty of a decision, whether the credential's present secret is this one;
 * refused when it is not. Nothing is recorded.
 */
public record ConfirmSecret(@TargetAggregateIdentifier CredentialId credentialId, String secretId)
    implements CredentialCommand {}
