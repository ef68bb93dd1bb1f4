package dev.agentledger.api.credential;

import org.jspecify.annotations.Nullable;

/** Ask for the credentials of a tenant, by name; answered by a {@link CredentialPage}. */
public record ListCredentials(String tenant, @Nullable String cursor, int limit) {}
