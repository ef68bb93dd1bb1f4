/** No test of the server lets a blocking call on an event loop pass. */
@NullMarked
package dev.agentledger.server.blocking;

import org.jspecify.annotations.NullMarked;
