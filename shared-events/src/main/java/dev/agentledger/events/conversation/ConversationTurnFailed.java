package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;

/** A turn will have no answer, because its run failed or could not begin. */
@EventContract(name = "conversation.turn-failed")
public record ConversationTurnFailed(
    ConversationId conversationId, String turnId, RunId runId, RunError error)
    implements ConversationEvent {}
