package dev.agentledger.server.run;

import dev.agentledger.events.run.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about a call whose outcome is not known.
 *
 * @param result what the call gave; only if it is done
 * @param comment how the operator knows; told to the model if the call failed
 */
record Settlement(Resolution resolution, @Nullable Object result, @Nullable String comment) {}
