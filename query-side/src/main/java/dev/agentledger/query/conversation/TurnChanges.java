package dev.agentledger.query.conversation;

import dev.agentledger.api.conversation.TurnStatus;
import dev.agentledger.events.conversation.ConversationClosed;
import dev.agentledger.events.conversation.ConversationContextTrimmed;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationHandedOver;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.conversation.ConversationPersonReplied;
import dev.agentledger.events.conversation.ConversationReturnedToAgent;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnAnswered;
import dev.agentledger.events.conversation.ConversationTurnFailed;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.conversation.ConversationTurnQueued;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.projection.ProjectedEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events does to turns.
 *
 * <p>A turn goes through each kind of change at most once, and in this order: so all changes of a
 * kind can be written at once.
 */
record TurnChanges(List<Said> said, List<Begun> begun, List<Ended> ended, List<LeftOut> leftOut) {

  /** Something was said. */
  record Said(
      ProjectedEvent event,
      String turnId,
      TurnStatus status,
      String content,
      String by,
      @Nullable RunId runId) {}

  /** What had waited is to be answered. */
  record Begun(ProjectedEvent event, String turnId, TurnStatus status, @Nullable RunId runId) {}

  /** There is an answer, or there will be none. */
  record Ended(
      ProjectedEvent event,
      String turnId,
      TurnStatus status,
      @Nullable String answer,
      @Nullable Outcome outcome,
      @Nullable RunError error) {}

  /** The agent is no longer told of it. */
  record LeftOut(ProjectedEvent event, String turnId) {}

  static TurnChanges in(List<ProjectedEvent> events) {
    var changes =
        new TurnChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    events.forEach(changes::add);
    return changes;
  }

  private void add(ProjectedEvent event) {
    switch ((ConversationEvent) event.fact()) {
      case ConversationTurnQueued(_, var turnId, var content, var by) ->
          said.add(new Said(event, turnId, TurnStatus.QUEUED, content, by, null));
      case ConversationPersonReplied(_, var replyId, var text, var by) ->
          said.add(new Said(event, replyId, TurnStatus.REPLY, text, by, null));
      case ConversationTurnAccepted(_, var turnId, var content, var runId, var by) -> {
        var status = runId == null ? TurnStatus.WITH_PERSON : TurnStatus.RUNNING;
        if (content == null) {
          begun.add(new Begun(event, turnId, status, runId));
        } else {
          said.add(new Said(event, turnId, status, content, by, runId));
        }
      }
      case ConversationTurnAnswered(_, var turnId, _, var text, var outcome) ->
          ended.add(new Ended(event, turnId, TurnStatus.ANSWERED, text, outcome, null));
      case ConversationTurnFailed(_, var turnId, _, var error) ->
          ended.add(new Ended(event, turnId, TurnStatus.FAILED, null, null, error));
      case ConversationTurnInterrupted(_, var turnId, _, _) ->
          ended.add(new Ended(event, turnId, TurnStatus.INTERRUPTED, null, null, null));
      case ConversationContextTrimmed trimmed ->
          trimmed.turns().forEach(turnId -> leftOut.add(new LeftOut(event, turnId)));
      case ConversationOpened _,
          ConversationHandedOver _,
          ConversationReturnedToAgent _,
          ConversationClosed _ -> {}
    }
  }
}
