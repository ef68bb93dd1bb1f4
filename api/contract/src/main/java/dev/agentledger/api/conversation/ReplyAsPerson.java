package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Answer in the agent's place. Repeating a reply with the same text is harmless. */
public record ReplyAsPerson(
    @TargetAggregateIdentifier ConversationId conversationId,
    String replyId,
    String text,
    String by)
    implements ConversationCommand {}
