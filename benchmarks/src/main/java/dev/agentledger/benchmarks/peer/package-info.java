/** Axon as it comes, with its own JDBC engine, on the same PostgreSQL. */
@NullMarked
package dev.agentledger.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
