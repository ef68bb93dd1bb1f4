package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunId;

/**
 * A turn has its answer.
 *
 * @param text what the agent said: its output, as JSON where it is no text
 */
@EventContract(name = "conversation.turn-answered")
public record ConversationTurnAnswered(
    ConversationId conversationId, String turnId, RunId runId, String text, Outcome outcome)
    implements ConversationEvent {}
