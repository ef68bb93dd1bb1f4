package dev.agentledger.api.budget;

import dev.agentledger.events.budget.AtCap;
import java.time.Instant;

/**
 * A budget has less left than a call can cost.
 *
 * @param period in which it is short
 * @param periodEnds when the next period begins
 * @param neededMicros the most that the call can cost
 * @param remainingMicros what is neither spent nor reserved; negative when more was spent than the
 *     cap
 */
public record Shortfall(
    String budget,
    String period,
    Instant periodEnds,
    AtCap atCap,
    long neededMicros,
    long remainingMicros) {}
