/** Runs as readers see them. */
@NullMarked
package dev.agentledger.query.run;

import org.jspecify.annotations.NullMarked;
