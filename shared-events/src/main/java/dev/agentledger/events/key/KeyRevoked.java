package dev.agentledger.events.key;

import dev.agentledger.events.EventContract;

/** The key opens nothing from here on. */
@EventContract(name = "key.revoked")
public record KeyRevoked(KeyId keyId) implements KeyEvent {}
