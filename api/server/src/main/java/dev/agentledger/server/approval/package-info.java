/** The queue of human decisions over HTTP. */
@NullMarked
package dev.agentledger.server.approval;

import org.jspecify.annotations.NullMarked;
