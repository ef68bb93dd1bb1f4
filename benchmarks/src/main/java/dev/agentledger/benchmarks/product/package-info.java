/** The program as its users have it: packaged, in a process of its own, asked over HTTP. */
@NullMarked
package dev.agentledger.benchmarks.product;

import org.jspecify.annotations.NullMarked;
