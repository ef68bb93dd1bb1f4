/** Calls of models, one at a time. */
@NullMarked
package dev.agentledger.saga.model;

import org.jspecify.annotations.NullMarked;
