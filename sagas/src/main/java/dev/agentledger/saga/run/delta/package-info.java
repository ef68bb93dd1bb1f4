/** Lets readers watch a model write, on whichever node it is asked. */
@NullMarked
package dev.agentledger.saga.run.delta;

import org.jspecify.annotations.NullMarked;
