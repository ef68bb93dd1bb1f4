package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;

/** Ask for one credential; answered by an optional {@link CredentialView}. */
public record FindCredential(String tenant, CredentialId credentialId) {}
