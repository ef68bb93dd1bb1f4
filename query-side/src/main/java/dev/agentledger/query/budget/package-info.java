/** Budgets and how much of them is used. */
@NullMarked
package dev.agentledger.query.budget;

import org.jspecify.annotations.NullMarked;
