/** A model that needs no provider: for dry runs, tests and shows. */
@NullMarked
package dev.agentledger.saga.model.rehearsal;

import org.jspecify.annotations.NullMarked;
