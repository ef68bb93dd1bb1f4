package dev.agentledger.server.key;

/** The administrator's key that was given cannot be used, so nothing is started. */
final class UnusableAdministratorKey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableAdministratorKey(String reason) {
    super(reason);
  }
}
