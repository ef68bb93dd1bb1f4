/** What PostgreSQL and JSON allow at best: the same rows without anything around them. */
@NullMarked
package dev.agentledger.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
