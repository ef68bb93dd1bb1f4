/** Reacts: processes that turn facts into commands, and what they share. */
@NullMarked
package dev.agentledger.saga;

import org.jspecify.annotations.NullMarked;
