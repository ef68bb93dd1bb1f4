/** The running edge for tests, and what every request may rely on. */
@NullMarked
package dev.agentledger.server.edge;

import org.jspecify.annotations.NullMarked;
