/** Requests that may be sent twice and are carried out once. */
@NullMarked
package dev.agentledger.server.idempotency;

import org.jspecify.annotations.NullMarked;
