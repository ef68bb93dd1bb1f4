package dev.agentledger.api.credential;

import dev.agentledger.events.credential.CredentialId;

/**
 * Where secrets are kept, encrypted under the platform's master key.
 *
 * <p>A secret is put here before the command that names it; one that no command names within an
 * hour is erased.
 */
public interface Vault {

  /**
   * Keeps a secret under its id; what was there under that id before is replaced, unless a later
   * attempt put it there.
   *
   * @param fence grows with each attempt at the same request
   * @throws VaultClosed when there is no master key
   */
  void keep(
      String tenant, CredentialId credentialId, String secretId, SecretValues secret, long fence);

  /** Erases a secret that counts no more. */
  void erase(String tenant, CredentialId credentialId, String secretId);
}
