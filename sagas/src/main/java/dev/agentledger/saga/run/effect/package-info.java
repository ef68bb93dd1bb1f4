/** Carries out what a run decided: asks models, calls tools, starts other runs, executes code. */
@NullMarked
package dev.agentledger.saga.run.effect;

import org.jspecify.annotations.NullMarked;
