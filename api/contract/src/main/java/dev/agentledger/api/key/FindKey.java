package dev.agentledger.api.key;

import dev.agentledger.events.key.KeyId;

/** Ask for one key, whatever its tenant; answered by an optional {@link KeyView}. */
public record FindKey(KeyId keyId) {}
