/** Providers behind the network: their protocols, and what may be asked of them at a time. */
@NullMarked
package dev.agentledger.saga.model.provider;

import org.jspecify.annotations.NullMarked;
