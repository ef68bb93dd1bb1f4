package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A turn is the one to be answered.
 *
 * @param content what was said; absent for a turn that was queued, which has it
 * @param runId the run that answers; absent while a person answers
 * @param by who said it
 */
@EventContract(name = "conversation.turn-accepted")
public record ConversationTurnAccepted(
    ConversationId conversationId,
    String turnId,
    @Nullable String content,
    @Nullable RunId runId,
    String by)
    implements ConversationEvent {}
