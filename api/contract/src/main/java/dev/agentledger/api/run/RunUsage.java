package dev.agentledger.api.run;

import dev.agentledger.api.Usd;
import dev.agentledger.events.run.TokenUsage;

/**
 * What a run has used so far.
 *
 * @param steps model calls, tool calls and executions of code
 * @param modelCalls steps at which a model was asked, each once however often attempted
 * @param toolCalls calls that were made, each once however often attempted
 * @param tokens of all attempts
 * @param cost of all attempts, and of the runs that it had started
 * @param costComplete false when the price of something is unknown, so that the cost is higher
 */
public record RunUsage(
    int steps, int modelCalls, int toolCalls, TokenUsage tokens, Usd cost, boolean costComplete) {

  public static final RunUsage NONE = new RunUsage(0, 0, 0, TokenUsage.NONE, new Usd(0), true);
}
