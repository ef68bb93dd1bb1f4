package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A turn will have no answer, because somebody wanted something else.
 *
 * @param runId the run that was answering; absent for a turn that was still queued
 */
@EventContract(name = "conversation.turn-interrupted")
public record ConversationTurnInterrupted(
    ConversationId conversationId, String turnId, @Nullable RunId runId, String reason)
    implements ConversationEvent {}
