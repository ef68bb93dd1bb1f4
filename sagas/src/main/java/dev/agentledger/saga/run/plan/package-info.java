/** Finds out what a version of an agent needs to run. */
@NullMarked
package dev.agentledger.saga.run.plan;

import org.jspecify.annotations.NullMarked;
