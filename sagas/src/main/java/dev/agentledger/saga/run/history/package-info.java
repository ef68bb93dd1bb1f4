/** What happened in a run, and what its model is told of it. */
@NullMarked
package dev.agentledger.saga.run.history;

import org.jspecify.annotations.NullMarked;
