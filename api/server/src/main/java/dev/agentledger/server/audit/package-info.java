/** The whole log over HTTP. */
@NullMarked
package dev.agentledger.server.audit;

import org.jspecify.annotations.NullMarked;
