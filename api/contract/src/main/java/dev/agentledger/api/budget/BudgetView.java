package dev.agentledger.api.budget;

import dev.agentledger.api.Usd;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.BudgetWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget and its use.
 *
 * @param scope {@code project}, {@code agent:<id>} or {@code user:<name>}
 * @param use in the period that runs; absent for a budget of each run, which the runs count
 * @param streamVersion version of the stream of all budgets; the ETag
 */
public record BudgetView(
    String name,
    String scope,
    BudgetWindow window,
    Usd cap,
    AtCap atCap,
    @Nullable BudgetUse use,
    @Nullable String reason,
    Instant amendedAt,
    String amendedBy,
    long streamVersion) {}
