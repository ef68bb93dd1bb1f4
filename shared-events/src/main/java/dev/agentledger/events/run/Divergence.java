package dev.agentledger.events.run;

import org.jspecify.annotations.Nullable;

/**
 * Where a replay leaves the recorded run.
 *
 * @param what stable word: {@code model-request}, {@code tool-call}, {@code end}
 * @param expectedHash of the recorded request; absent where the record has none
 * @param actualHash of the request that was about to be made
 * @param difference readable, line by line
 * @param wouldCall what the other version would have called
 * @param wouldCostMicros worst case of that call; absent where the price is unknown
 */
public record Divergence(
    String what,
    @Nullable String expectedHash,
    @Nullable String actualHash,
    String difference,
    @Nullable String wouldCall,
    @Nullable Long wouldCostMicros) {}
