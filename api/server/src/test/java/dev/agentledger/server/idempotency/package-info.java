@NullMarked
package dev.agentledger.server.idempotency;

import org.jspecify.annotations.NullMarked;
