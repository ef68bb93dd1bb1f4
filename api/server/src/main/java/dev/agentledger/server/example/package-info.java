/** The agents that a new ledger begins with. */
@NullMarked
package dev.agentledger.server.example;

import org.jspecify.annotations.NullMarked;
