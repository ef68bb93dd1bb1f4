package dev.agentledger.saga.model.provider;

import java.time.Duration;

/**
 * Limits that all clients of providers share; how long an answer may take is watched above them.
 */
final class Clients {

  static final Duration CONNECT = Duration.ofSeconds(10);
  static final Duration NEVER = Duration.ZERO;

  private Clients() {}
}
