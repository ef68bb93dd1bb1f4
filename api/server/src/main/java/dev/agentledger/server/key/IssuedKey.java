package dev.agentledger.server.key;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentledger.api.key.KeyView;

/**
 * A new key, in the only answer that shows its secret.
 *
 * @param secret to be sent as {@code Authorization: Bearer <secret>}
 */
record IssuedKey(@JsonUnwrapped KeyView key, String secret) {}
