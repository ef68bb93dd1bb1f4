/** Budgets over HTTP, and what they let a new run spend. */
@NullMarked
package dev.agentledger.server.budget;

import org.jspecify.annotations.NullMarked;
