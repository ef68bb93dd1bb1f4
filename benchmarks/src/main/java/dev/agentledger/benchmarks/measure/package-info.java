/** How long, how often and what it costs: windows, medians, spread and processor time. */
@NullMarked
package dev.agentledger.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
