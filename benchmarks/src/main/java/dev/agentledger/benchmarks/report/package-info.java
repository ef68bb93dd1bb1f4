/** What was measured, as tables that are printed and kept, and the gate that compares them. */
@NullMarked
package dev.agentledger.benchmarks.report;

import org.jspecify.annotations.NullMarked;
