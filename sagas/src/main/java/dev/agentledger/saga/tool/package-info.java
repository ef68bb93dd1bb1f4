/** Calls of tools, under the rules of their definitions. */
@NullMarked
package dev.agentledger.saga.tool;

import org.jspecify.annotations.NullMarked;
