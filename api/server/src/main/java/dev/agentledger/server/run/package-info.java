/** Runs over HTTP: started, followed, cancelled. */
@NullMarked
package dev.agentledger.server.run;

import org.jspecify.annotations.NullMarked;
