package dev.agentledger.command.conversation;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
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
import dev.agentledger.command.conversation.ConversationState.Absent;
import dev.agentledger.command.conversation.ConversationState.Closed;
import dev.agentledger.command.conversation.ConversationState.Running;
import dev.agentledger.command.conversation.ConversationState.Said;
import dev.agentledger.command.conversation.ConversationState.Waiting;
import dev.agentledger.command.conversation.ConversationState.WithAgent;
import dev.agentledger.command.conversation.ConversationState.WithPerson;
import dev.agentledger.events.conversation.ConversationClosed;
import dev.agentledger.events.conversation.ConversationContextTrimmed;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationHandedOver;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.conversation.ConversationPersonReplied;
import dev.agentledger.events.conversation.ConversationReturnedToAgent;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnAnswered;
import dev.agentledger.events.conversation.ConversationTurnFailed;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.conversation.ConversationTurnQueued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of conversations, as pure functions: a command and a state in, the facts that follow
 * out.
 *
 * <p>No facts means the command had already been carried out. A refusal is a {@link
 * CommandRefused}.
 */
final class ConversationDecisions {

  /** A conversation is read as a whole before each turn, so it has an end. */
  static final int MOST_SAID = 1_000;

  static final int MOST_QUEUED = 20;

  private ConversationDecisions() {}

  static List<? extends ConversationEvent> decide(
      ConversationState state, ConversationCommand command) {
    return switch (command) {
      case OpenConversation opening -> open(state, opening);
      case TakeTurn turn -> take(state, turn);
      case TrimContext trimming -> trim(state, trimming);
      case RecordTurnAnswered answer -> answered(state, answer);
      case RecordTurnFailed failure -> failed(state, failure);
      case InterruptTurn interruption -> interrupt(state, interruption);
      case HandOverConversation(var id, var reason) -> handOver(state, id, reason);
      case ReplyAsPerson reply -> reply(state, reply);
      case ReturnToAgent back -> returnToAgent(state, back);
      case CloseConversation closing -> close(state, closing);
    };
  }

  private static List<ConversationEvent> open(ConversationState state, OpenConversation command) {
    return switch (state) {
      case Absent _ ->
          List.of(
              new ConversationOpened(
                  command.conversationId(),
                  command.agentId(),
                  command.agentSlug(),
                  command.version(),
                  command.title(),
                  command.labels(),
                  command.contextWindow()));
      case WithAgent _, WithPerson _, Closed _ -> List.of();
    };
  }

  private static List<ConversationEvent> take(ConversationState state, TakeTurn turn) {
    var id = turn.conversationId();
    if (isRepeated(state, id, Said.of(turn.turnId(), turn.content()), "turn")) {
      return List.of();
    }
    return switch (state) {
      case Absent _ -> throw notFound(id);
      case Closed _ -> throw closed(id);
      case WithPerson _ ->
          List.of(new ConversationTurnAccepted(id, turn.turnId(), turn.content(), null, turn.by()));
      case WithAgent(_, var running, var queue) ->
          running == null ? List.of(accepted(turn)) : takeWhileBusy(turn, running, queue);
    };
  }

  private static List<ConversationEvent> takeWhileBusy(
      TakeTurn turn, Running running, List<Waiting> queue) {
    var id = turn.conversationId();
    return switch (turn.whenBusy()) {
      case REJECT ->
          throw refused(Reason.WRONG_STATE, id, "is answering turn %s".formatted(running.turnId()));
      case INTERRUPT ->
          List.of(
              new ConversationTurnInterrupted(
                  id,
                  running.turnId(),
                  running.runId(),
                  "Turn %s came first".formatted(turn.turnId())),
              accepted(turn));
      case ENQUEUE -> {
        if (queue.size() >= MOST_QUEUED) {
          throw refused(
              Reason.WRONG_STATE,
              id,
              "has %d turns waiting already; wait for an answer".formatted(queue.size()));
        }
        yield List.of(new ConversationTurnQueued(id, turn.turnId(), turn.content(), turn.by()));
      }
    };
  }

  private static ConversationTurnAccepted accepted(TakeTurn turn) {
    var id = turn.conversationId();
    return new ConversationTurnAccepted(
        id, turn.turnId(), turn.content(), id.runOf(turn.turnId()), turn.by());
  }

  /** Whether exactly this was said before; a refusal when something else was under its id. */
  private static boolean isRepeated(
      ConversationState state, ConversationId id, Said said, String kind) {
    var before = ConversationState.said(state);
    var known = before.stream().filter(other -> other.id().equals(said.id())).findFirst();
    if (known.isEmpty()) {
      if (before.size() >= MOST_SAID) {
        throw refused(
            Reason.WRONG_STATE,
            id,
            "has %d turns, which is all it can have; open another".formatted(before.size()));
      }
      return false;
    }
    if (!known.get().equals(said)) {
      throw refused(
          Reason.ALREADY_EXISTS, id, "has another %s with the id %s".formatted(kind, said.id()));
    }
    return true;
  }

  private static List<ConversationEvent> trim(ConversationState state, TrimContext command) {
    return runningIn(state, command.conversationId())
        .filter(running -> running.turnId().equals(command.turnId()) && !running.trimmed())
        .<List<ConversationEvent>>map(
            _ ->
                List.of(
                    new ConversationContextTrimmed(
                        command.conversationId(),
                        command.turnId(),
                        command.turns(),
                        command.summary(),
                        command.summaryRunId(),
                        command.tokensBefore(),
                        command.tokensAfter(),
                        command.note())))
        .orElse(List.of());
  }

  private static List<ConversationEvent> answered(
      ConversationState state, RecordTurnAnswered command) {
    var id = command.conversationId();
    if (!isRunning(state, id, command.turnId(), command.runId().value())) {
      return List.of();
    }
    var facts = new ArrayList<ConversationEvent>();
    facts.add(
        new ConversationTurnAnswered(
            id, command.turnId(), command.runId(), command.text(), command.outcome()));
    switch (command.outcome()) {
      case FINISH -> facts.addAll(next(state, id));
      case HANDOVER -> facts.addAll(handedOver(state, id, command.turnId(), command.text()));
    }
    return facts;
  }

  private static List<ConversationEvent> failed(ConversationState state, RecordTurnFailed command) {
    var id = command.conversationId();
    if (!isRunning(state, id, command.turnId(), command.runId().value())) {
      return List.of();
    }
    var facts = new ArrayList<ConversationEvent>();
    facts.add(new ConversationTurnFailed(id, command.turnId(), command.runId(), command.error()));
    facts.addAll(next(state, id));
    return facts;
  }

  private static List<ConversationEvent> interrupt(ConversationState state, InterruptTurn command) {
    var id = command.conversationId();
    var turnId = command.turnId();
    return switch (state) {
      case Absent _ -> throw notFound(id);
      case WithPerson _, Closed _ -> List.of();
      case WithAgent(_, var running, _) when running != null && running.turnId().equals(turnId) -> {
        var facts = new ArrayList<ConversationEvent>();
        facts.add(new ConversationTurnInterrupted(id, turnId, running.runId(), command.reason()));
        facts.addAll(next(state, id));
        yield facts;
      }
      case WithAgent(_, _, var queue) ->
          queue.stream()
              .filter(waiting -> waiting.turnId().equals(turnId))
              .<ConversationEvent>map(
                  _ -> new ConversationTurnInterrupted(id, turnId, null, command.reason()))
              .toList();
    };
  }

  private static List<ConversationEvent> handOver(
      ConversationState state, ConversationId id, @Nullable String reason) {
    return switch (state) {
      case Absent _ -> throw notFound(id);
      case Closed _ -> throw closed(id);
      case WithPerson _ -> List.of();
      case WithAgent(_, var running, _) -> {
        var facts = new ArrayList<ConversationEvent>();
        if (running != null) {
          facts.add(interrupted(id, running, "A person takes over"));
        }
        facts.addAll(handedOver(state, id, null, reason));
        yield facts;
      }
    };
  }

  /** What waits is answered by the person. */
  private static List<ConversationEvent> handedOver(
      ConversationState state, ConversationId id, @Nullable String turnId, @Nullable String why) {
    var facts = new ArrayList<ConversationEvent>();
    facts.add(new ConversationHandedOver(id, turnId, why));
    for (var waiting : queueOf(state)) {
      facts.add(new ConversationTurnAccepted(id, waiting.turnId(), null, null, waiting.by()));
    }
    return facts;
  }

  private static List<ConversationEvent> reply(ConversationState state, ReplyAsPerson command) {
    var id = command.conversationId();
    if (isRepeated(state, id, Said.of(command.replyId(), command.text()), "turn or reply")) {
      return List.of();
    }
    return switch (state) {
      case Absent _ -> throw notFound(id);
      case Closed _ -> throw closed(id);
      case WithAgent _ ->
          throw refused(Reason.WRONG_STATE, id, "is with its agent; take it over first");
      case WithPerson _ ->
          List.of(
              new ConversationPersonReplied(id, command.replyId(), command.text(), command.by()));
    };
  }

  private static List<ConversationEvent> returnToAgent(
      ConversationState state, ReturnToAgent command) {
    var id = command.conversationId();
    return switch (state) {
      case Absent _ -> throw notFound(id);
      case Closed _ -> throw closed(id);
      case WithAgent _ -> List.of();
      case WithPerson _ -> List.of(new ConversationReturnedToAgent(id, command.comment()));
    };
  }

  private static List<ConversationEvent> close(ConversationState state, CloseConversation command) {
    var id = command.conversationId();
    return switch (state) {
      case Absent _ -> throw notFound(id);
      case Closed _ -> List.of();
      case WithPerson _ -> List.of(new ConversationClosed(id, command.reason()));
      case WithAgent(_, var running, var queue) -> {
        var facts = new ArrayList<ConversationEvent>();
        if (running != null) {
          facts.add(interrupted(id, running, "The conversation was closed"));
        }
        for (var waiting : queue) {
          facts.add(
              new ConversationTurnInterrupted(
                  id, waiting.turnId(), null, "The conversation was closed"));
        }
        facts.add(new ConversationClosed(id, command.reason()));
        yield facts;
      }
    };
  }

  private static ConversationTurnInterrupted interrupted(
      ConversationId id, Running running, String why) {
    return new ConversationTurnInterrupted(id, running.turnId(), running.runId(), why);
  }

  /** The turn that waited longest is answered next. */
  private static List<ConversationEvent> next(ConversationState state, ConversationId id) {
    return queueOf(state).stream()
        .limit(1)
        .<ConversationEvent>map(
            waiting ->
                new ConversationTurnAccepted(
                    id, waiting.turnId(), null, id.runOf(waiting.turnId()), waiting.by()))
        .toList();
  }

  private static boolean isRunning(
      ConversationState state, ConversationId id, String turnId, String runId) {
    return runningIn(state, id)
        .filter(running -> running.turnId().equals(turnId))
        .filter(running -> running.runId().value().equals(runId))
        .isPresent();
  }

  private static Optional<Running> runningIn(ConversationState state, ConversationId id) {
    return switch (state) {
      case Absent _ -> throw notFound(id);
      case WithAgent(_, var running, _) -> Optional.ofNullable(running);
      case WithPerson _, Closed _ -> Optional.empty();
    };
  }

  private static List<Waiting> queueOf(ConversationState state) {
    return switch (state) {
      case WithAgent(_, _, var queue) -> queue;
      case Absent _, WithPerson _, Closed _ -> List.of();
    };
  }

  private static CommandRefused closed(ConversationId id) {
    return refused(Reason.WRONG_STATE, id, "is closed; open another");
  }

  private static CommandRefused notFound(ConversationId id) {
    return refused(Reason.NOT_FOUND, id, "does not exist");
  }

  private static CommandRefused refused(Reason reason, ConversationId id, String why) {
    return new CommandRefused(reason, "Conversation %s %s".formatted(id, why));
  }
}
