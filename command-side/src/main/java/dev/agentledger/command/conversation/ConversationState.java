package dev.agentledger.command.conversation;

import dev.agentledger.events.canonical.CanonicalJson;
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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a conversation stands, holding only what a later decision needs. */
sealed interface ConversationState {

  /** What was said already: an id and what tells its content from any other. */
  record Said(String id, String digest) {

    private static final int PREFIX = "sha256:".length();
    private static final int LENGTH = 32;

    static Said of(String id, String content) {
      return new Said(
          id, CanonicalJson.hashOf(List.of(content)).substring(PREFIX, PREFIX + LENGTH));
    }
  }

  /**
   * The turn that is being answered.
   *
   * @param trimmed whether it was decided what the agent is not told
   */
  record Running(String turnId, RunId runId, boolean trimmed) {}

  /** A turn that waits. */
  record Waiting(String turnId, String by) {}

  record Absent() implements ConversationState {}

  /** The agent answers, one turn at a time. */
  record WithAgent(List<Said> said, @Nullable Running running, List<Waiting> queue)
      implements ConversationState {}

  /** A person answers. */
  record WithPerson(List<Said> said) implements ConversationState {}

  record Closed(List<Said> said) implements ConversationState {}

  /** What was said so far. */
  static List<Said> said(ConversationState state) {
    return switch (state) {
      case Absent _ -> List.of();
      case WithAgent(var said, _, _) -> said;
      case WithPerson(var said) -> said;
      case Closed(var said) -> said;
    };
  }

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static ConversationState evolve(ConversationState state, ConversationEvent event) {
    return switch (event) {
      case ConversationOpened _ -> new WithAgent(List.of(), null, List.of());
      case ConversationTurnQueued queued -> queued(withAgent(state), queued);
      case ConversationTurnAccepted accepted -> accepted(state, accepted);
      case ConversationContextTrimmed _ -> trimmed(withAgent(state));
      case ConversationTurnAnswered answered -> without(withAgent(state), answered.turnId());
      case ConversationTurnFailed failed -> without(withAgent(state), failed.turnId());
      case ConversationTurnInterrupted interrupted ->
          without(withAgent(state), interrupted.turnId());
      case ConversationHandedOver _ -> new WithPerson(said(state));
      case ConversationPersonReplied reply ->
          new WithPerson(plus(said(state), Said.of(reply.replyId(), reply.text())));
      case ConversationReturnedToAgent _ -> new WithAgent(said(state), null, List.of());
      case ConversationClosed _ -> new Closed(said(state));
    };
  }

  private static WithAgent queued(WithAgent open, ConversationTurnQueued queued) {
    return new WithAgent(
        plus(open.said(), Said.of(queued.turnId(), queued.content())),
        open.running(),
        plus(open.queue(), new Waiting(queued.turnId(), queued.by())));
  }

  private static ConversationState accepted(
      ConversationState state, ConversationTurnAccepted accepted) {
    var content = accepted.content();
    var said =
        content == null ? said(state) : plus(said(state), Said.of(accepted.turnId(), content));
    var runId = accepted.runId();
    return runId == null
        ? new WithPerson(said)
        : new WithAgent(
            said,
            new Running(accepted.turnId(), runId, false),
            withoutTurn(withAgent(state).queue(), accepted.turnId()));
  }

  private static WithAgent trimmed(WithAgent open) {
    var running = open.running();
    return running == null
        ? open
        : new WithAgent(
            open.said(), new Running(running.turnId(), running.runId(), true), open.queue());
  }

  private static WithAgent without(WithAgent open, String turnId) {
    var running = open.running();
    return new WithAgent(
        open.said(),
        running == null || running.turnId().equals(turnId) ? null : running,
        withoutTurn(open.queue(), turnId));
  }

  private static List<Waiting> withoutTurn(List<Waiting> queue, String turnId) {
    return queue.stream().filter(waiting -> !waiting.turnId().equals(turnId)).toList();
  }

  private static <T> List<T> plus(List<T> items, T item) {
    return Stream.concat(items.stream(), Stream.of(item)).toList();
  }

  private static WithAgent withAgent(ConversationState state) {
    return switch (state) {
      case WithAgent open -> open;
      case Absent _, WithPerson _, Closed _ ->
          throw new IllegalStateException("No agent answers in " + state);
    };
  }
}
