package dev.agentledger.api.conversation;

import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said in a conversation, with its answer.
 *
 * @param number of the event in the conversation's stream with which it began
 * @param content what was said, by {@code by}
 * @param answer what the agent said to it
 * @param inContext whether the agent is still told of it, as long as there is room
 */
public record TurnView(
    String turnId,
    long number,
    TurnStatus status,
    String content,
    String by,
    @Nullable RunId runId,
    @Nullable String answer,
    @Nullable Outcome outcome,
    @Nullable RunError error,
    boolean inContext,
    Instant at,
    @Nullable Instant endedAt) {}
