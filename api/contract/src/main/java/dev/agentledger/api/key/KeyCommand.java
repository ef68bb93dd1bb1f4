package dev.agentledger.api.key;

import dev.agentledger.events.key.KeyId;

/** Everything an API key can be asked to do. */
public sealed interface KeyCommand permits IssueKey, RevokeKey {

  KeyId keyId();
}
