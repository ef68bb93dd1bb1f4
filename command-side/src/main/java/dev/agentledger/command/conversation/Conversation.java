package dev.agentledger.command.conversation;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.conversation.CloseConversation;
import dev.agentledger.api.conversation.ConversationCommand;
import dev.agentledger.api.conversation.HandOverConversation;
import dev.agentledger.api.conversation.InterruptTurn;
import dev.agentledger.api.conversation.OpenConversation;
import dev.agentledger.api.conversation.RecordTurnAnswered;
import dev.agentledger.api.conversation.RecordTurnFailed;
import dev.agentledger.api.conversation.ReplyAsPerson;
import dev.agentledger.api.conversation.ReturnToAgent;
import dev.agentledger.api.conversation.TakeTurn;
import dev.agentledger.api.conversation.TrimContext;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on a conversation: routes commands to {@link ConversationDecisions} and facts to
 * {@link ConversationState}.
 */
@Aggregate(
    type = "conversation",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Conversation {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable ConversationId conversationId;

  private Owner owner = Owner.unknownOf("Conversation");
  private ConversationState state = new ConversationState.Absent();

  private Conversation() {}

  @Decides
  Recorded handle(OpenConversation command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(TakeTurn command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(TrimContext command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordTurnAnswered command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordTurnFailed command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(InterruptTurn command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(HandOverConversation command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ReplyAsPerson command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ReturnToAgent command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(CloseConversation command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(ConversationEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    conversationId = event.conversationId();
    state = ConversationState.evolve(state, event);
  }

  private Recorded decide(ConversationCommand command, MetaData metadata) {
    return Recording.of(
        metadata,
        owner,
        command.conversationId(),
        () -> ConversationDecisions.decide(state, command));
  }
}
