package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential as readers see it; never its secret.
 *
 * @param secretId names the secret that counts
 * @param streamVersion version of the credential's stream that this view shows; its ETag
 */
public record CredentialView(
    CredentialId credentialId,
    String name,
    @Nullable String description,
    CredentialKind kind,
    CredentialUse use,
    CredentialStatus status,
    String secretId,
    long streamVersion,
    Instant storedAt,
    String storedBy,
    Instant updatedAt,
    String updatedBy) {}
