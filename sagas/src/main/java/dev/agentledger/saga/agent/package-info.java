/** Processes in an agent's life. */
@NullMarked
package dev.agentledger.saga.agent;

import org.jspecify.annotations.NullMarked;
