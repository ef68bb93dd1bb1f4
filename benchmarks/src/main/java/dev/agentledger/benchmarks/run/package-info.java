/** The work that is done on every engine alike: a run of ten steps that do nothing. */
@NullMarked
package dev.agentledger.benchmarks.run;

import org.jspecify.annotations.NullMarked;
