package dev.agentledger.server.credential;

/** A master key that was given cannot be used, so nothing is started. */
final class UnusableMasterKey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableMasterKey(String message) {
    super(message);
  }
}
