package dev.agentledger.server.run;

import dev.agentledger.events.run.ReplayMode;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to be replayed.
 *
 * @param version number, hash, {@code latest} or {@code draft}, {@code active}; the version of the
 *     run when absent
 * @param mode {@code strict} when absent
 */
record ReplayOrder(@Nullable String version, @Nullable ReplayMode mode) {}
