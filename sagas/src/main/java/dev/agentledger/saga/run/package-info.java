/** Carries out what a run decided: executes its code and sends the outcome back. */
@NullMarked
package dev.agentledger.saga.run;

import org.jspecify.annotations.NullMarked;
