/** Agents over HTTP: definitions, versions, lifecycle. */
@NullMarked
package dev.agentledger.server.agent;

import org.jspecify.annotations.NullMarked;
