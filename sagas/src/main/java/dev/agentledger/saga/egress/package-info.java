/** Requests that leave the platform: where they may go, how they go, and what came of them. */
@NullMarked
package dev.agentledger.saga.egress;

import org.jspecify.annotations.NullMarked;
