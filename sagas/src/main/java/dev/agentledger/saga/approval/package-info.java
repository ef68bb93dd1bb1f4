/** Processes around decisions by people. */
@NullMarked
package dev.agentledger.saga.approval;

import org.jspecify.annotations.NullMarked;
