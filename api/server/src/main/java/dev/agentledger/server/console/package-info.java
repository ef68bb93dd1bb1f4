/** The web console, which the program serves as it was built. */
@NullMarked
package dev.agentledger.server.console;

import org.jspecify.annotations.NullMarked;
