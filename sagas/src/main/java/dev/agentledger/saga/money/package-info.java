/** What runs may spend, and what models cost. */
@NullMarked
package dev.agentledger.saga.money;

import org.jspecify.annotations.NullMarked;
