/** Credentials over HTTP, and the master key under which their secrets are kept. */
@NullMarked
package dev.agentledger.server.credential;

import org.jspecify.annotations.NullMarked;
