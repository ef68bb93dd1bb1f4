package dev.agentledger.events.run;

/**
 * The turn of a conversation that a run answers.
 *
 * @param sequence of the conversation's stream up to which the run knows it
 */
public record ConversationTurn(String conversationId, String turnId, long sequence) {}
