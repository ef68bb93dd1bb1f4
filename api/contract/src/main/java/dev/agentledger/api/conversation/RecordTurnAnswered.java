package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Record the answer of a turn's run; that of another run than the present one changes nothing. */
public record RecordTurnAnswered(
    @TargetAggregateIdentifier ConversationId conversationId,
    String turnId,
    RunId runId,
    String text,
    Outcome outcome)
    implements ConversationCommand {}
