package dev.agentledger.events.key;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to an API key; its secret, even hashed, is in none of it. */
public sealed interface KeyEvent extends DomainEvent permits KeyIssued, KeyRevoked {

  KeyId keyId();
}
