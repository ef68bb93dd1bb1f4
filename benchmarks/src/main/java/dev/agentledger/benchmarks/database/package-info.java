/** The PostgreSQL that everything in a run of the benchmarks is measured on. */
@NullMarked
package dev.agentledger.benchmarks.database;

import org.jspecify.annotations.NullMarked;
