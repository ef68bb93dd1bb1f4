/**
 * Recorded runs driven again through another version, with what was recorded in place of effects.
 */
@NullMarked
package dev.agentledger.saga.run.replay;

import org.jspecify.annotations.NullMarked;
