/** Policies over HTTP. */
@NullMarked
package dev.agentledger.server.policy;

import org.jspecify.annotations.NullMarked;
