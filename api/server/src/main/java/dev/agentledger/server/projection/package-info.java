/** Projections over HTTP: how far each has read, its rebuilds, what it could not digest. */
@NullMarked
package dev.agentledger.server.projection;

import org.jspecify.annotations.NullMarked;
