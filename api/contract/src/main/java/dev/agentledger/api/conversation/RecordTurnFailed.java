package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Record that a turn's run gives no answer; another run than the present one changes nothing. */
public record RecordTurnFailed(
    @TargetAggregateIdentifier ConversationId conversationId,
    String turnId,
    RunId runId,
    RunError error)
    implements ConversationCommand {}
