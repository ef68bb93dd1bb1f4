/** Events that a projection could not digest: what waits, and trying again. */
@NullMarked
package dev.agentledger.server.deadletter;

import org.jspecify.annotations.NullMarked;
