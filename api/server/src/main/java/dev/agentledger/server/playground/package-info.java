/** Agents to be talked to over a WebSocket. */
@NullMarked
package dev.agentledger.server.playground;

import org.jspecify.annotations.NullMarked;
