/** What the ledger does beside what the machine and its peers can do. */
@NullMarked
package dev.agentledger.benchmarks;

import org.jspecify.annotations.NullMarked;
