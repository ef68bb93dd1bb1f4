/** The ledger's own engine in this JVM: its log, tail, commands and projections, without HTTP. */
@NullMarked
package dev.agentledger.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
