package dev.agentledger.api.credential;

/** Secrets can neither be kept nor read, since there is no master key for them. */
public class VaultClosed extends RuntimeException {

  public VaultClosed(String message) {
    super(message);
  }
}
