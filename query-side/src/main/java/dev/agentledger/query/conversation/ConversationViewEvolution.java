package dev.agentledger.query.conversation;

import dev.agentledger.api.conversation.ConversationStatus;
import dev.agentledger.api.conversation.ConversationView;
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
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a conversation looks after each event. */
final class ConversationViewEvolution {

  private ConversationViewEvolution() {}

  static ConversationView evolve(
      @Nullable ConversationView before,
      ConversationEvent event,
      Instant when,
      String actor,
      long sequence) {
    if (before == null) {
      if (event instanceof ConversationOpened opened) {
        return opened(opened, when, actor, sequence);
      }
      throw new IllegalStateException(
          "The history of conversation %s does not begin with its opening"
              .formatted(event.conversationId()));
    }
    var at = new Step(before, when, sequence);
    return switch (event) {
      case ConversationOpened _, ConversationContextTrimmed _, ConversationPersonReplied _ ->
          at.unchanged();
      case ConversationTurnQueued queued -> at.queued(queued.turnId());
      case ConversationTurnAccepted accepted -> at.accepted(accepted);
      case ConversationTurnAnswered answered -> at.without(answered.turnId());
      case ConversationTurnFailed failed -> at.without(failed.turnId());
      case ConversationTurnInterrupted interrupted -> at.without(interrupted.turnId());
      case ConversationHandedOver over ->
          at.with(ConversationStatus.HANDED_OVER, over.reason(), before.turns());
      case ConversationReturnedToAgent _ -> at.with(ConversationStatus.IDLE, null, before.turns());
      case ConversationClosed _ ->
          at.with(ConversationStatus.CLOSED, before.handoverReason(), before.turns());
    };
  }

  private static ConversationView opened(
      ConversationOpened opened, Instant when, String actor, long sequence) {
    return new ConversationView(
        opened.conversationId(),
        opened.agentId(),
        opened.agentSlug(),
        opened.version(),
        opened.title(),
        opened.labels(),
        opened.contextWindow(),
        ConversationStatus.IDLE,
        null,
        null,
        List.of(),
        0,
        null,
        when,
        actor,
        when,
        sequence);
  }

  /** The conversation as it was, and the event that changes it. */
  private record Step(ConversationView view, Instant when, long sequence) {

    ConversationView unchanged() {
      return with(view.status(), view.handoverReason(), view.turns());
    }

    ConversationView queued(String turnId) {
      return with(
          view.status(),
          view.runningTurn(),
          view.runningRun(),
          Stream.concat(view.queuedTurns().stream(), Stream.of(turnId)).toList(),
          view.handoverReason(),
          view.turns() + 1);
    }

    ConversationView accepted(ConversationTurnAccepted accepted) {
      var turns = accepted.content() == null ? view.turns() : view.turns() + 1;
      return accepted.runId() == null
          ? with(
              view.status(),
              null,
              null,
              queueWithout(accepted.turnId()),
              view.handoverReason(),
              turns)
          : with(
              ConversationStatus.ANSWERING,
              accepted.turnId(),
              accepted.runId(),
              queueWithout(accepted.turnId()),
              view.handoverReason(),
              turns);
    }

    ConversationView without(String turnId) {
      return turnId.equals(view.runningTurn())
          ? with(
              ConversationStatus.IDLE,
              null,
              null,
              view.queuedTurns(),
              view.handoverReason(),
              view.turns())
          : with(
              view.status(),
              view.runningTurn(),
              view.runningRun(),
              queueWithout(turnId),
              view.handoverReason(),
              view.turns());
    }

    private List<String> queueWithout(String turnId) {
      return view.queuedTurns().stream().filter(queued -> !queued.equals(turnId)).toList();
    }

    ConversationView with(ConversationStatus status, @Nullable String reason, int turns) {
      return with(status, view.runningTurn(), view.runningRun(), view.queuedTurns(), reason, turns);
    }

    private ConversationView with(
        ConversationStatus status,
        @Nullable String runningTurn,
        @Nullable RunId runningRun,
        List<String> queuedTurns,
        @Nullable String handoverReason,
        int turns) {
      return new ConversationView(
          view.conversationId(),
          view.agentId(),
          view.agentSlug(),
          view.version(),
          view.title(),
          view.labels(),
          view.contextWindow(),
          status,
          runningTurn,
          runningRun,
          queuedTurns,
          turns,
          handoverReason,
          view.openedAt(),
          view.openedBy(),
          when,
          sequence);
    }
  }
}
