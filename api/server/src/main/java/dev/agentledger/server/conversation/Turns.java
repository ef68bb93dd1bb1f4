package dev.agentledger.server.conversation;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.conversation.ChatMessage;
import dev.agentledger.api.conversation.ConversationView;
import dev.agentledger.api.conversation.FindTurn;
import dev.agentledger.api.conversation.OpenConversation;
import dev.agentledger.api.conversation.TakeTurn;
import dev.agentledger.api.conversation.TurnView;
import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.run.ChatRuns;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes turns and waits for their answers. */
@Component
public class Turns {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Commands commands;
  private final Queries queries;
  private final Resources resources;
  private final ChatAgents agents;
  private final ChatRuns runs;

  Turns(Commands commands, Queries queries, Resources resources, ChatAgents agents, ChatRuns runs) {
    this.commands = commands;
    this.queries = queries;
    this.resources = resources;
    this.agents = agents;
    this.runs = runs;
  }

  /** What was recorded; a problem when nobody would answer, or not to such a content. */
  public Mono<Recorded> take(Caller caller, TakeTurn turn, Intent intent) {
    return resources
        .find(ConversationResource.of(caller, turn.conversationId()))
        .flatMap(conversation -> requireAnswerable(caller, conversation, turn.content()))
        .then(Mono.defer(() -> commands.send(caller, turn, intent)));
  }

  /** A person answers whatever is said; an agent only what it can read. */
  private Mono<Void> requireAnswerable(
      Caller caller, ConversationView conversation, String content) {
    return switch (conversation.status()) {
      case HANDED_OVER, CLOSED -> Mono.empty();
      case IDLE, ANSWERING ->
          agents
              .find(
                  caller,
                  conversation.agentId().value(),
                  conversation.version() == null ? null : conversation.version().hash())
              .flatMap(found -> runs.inputOf(found.version(), List.of(ChatMessage.user(content))))
              .then();
    };
  }

  /** The conversation, once it can be seen. */
  public Mono<ConversationView> open(Caller caller, OpenConversation opening) {
    return resources.change(
        ConversationResource.of(caller, opening.conversationId()), caller, opening);
  }

  /** The turn as soon as its run has begun, or there will be none. */
  public Mono<TurnView> running(Caller caller, ConversationId id, String turnId) {
    var begun =
        queries
            .await(new FindRun(caller.tenant(), id.runOf(turnId)), RunView.class, _ -> true)
            .then();
    var settled =
        resources
            .follow(ConversationResource.of(caller, id))
            .filter(view -> view.turns() > 0 && !isOpen(view, turnId))
            .next()
            .then();
    return Mono.firstWithSignal(begun, settled)
        .then(
            Mono.defer(
                () ->
                    queries.await(
                        new FindTurn(caller.tenant(), id, turnId), TurnView.class, _ -> true)));
  }

  /** The turn, once what was recorded can be seen. */
  Mono<TurnView> seen(Caller caller, ConversationId id, String turnId, long version) {
    var conversation = ConversationResource.of(caller, id);
    return queries
        .await(conversation.query(), conversation.view(), view -> view.streamVersion() >= version)
        .then(Mono.defer(() -> find(caller, id, turnId)));
  }

  Mono<TurnView> find(Caller caller, ConversationId id, String turnId) {
    return queries
        .find(new FindTurn(caller.tenant(), id, turnId), TurnView.class)
        .switchIfEmpty(
            Mono.error(
                () ->
                    Problem.of(
                        NOT_FOUND,
                        "There is no turn %s of conversation %s".formatted(turnId, id))));
  }

  /** The turn at its end, or as it is when the wait is over. */
  Mono<TurnView> ended(Caller caller, ConversationId id, TurnView turn, Duration wait) {
    return resources
        .follow(ConversationResource.of(caller, id))
        .filter(view -> !isOpen(view, turn.turnId()))
        .next()
        .take(wait)
        .then(Mono.defer(() -> find(caller, id, turn.turnId())));
  }

  /** When the turn is over, so that another can be taken; not for ever. */
  public Mono<Void> over(Caller caller, ConversationId id, String turnId) {
    return resources
        .follow(ConversationResource.of(caller, id))
        .filter(view -> !isOpen(view, turnId))
        .next()
        .take(PATIENCE)
        .then();
  }

  private static boolean isOpen(ConversationView view, String turnId) {
    return turnId.equals(view.runningTurn()) || view.queuedTurns().contains(turnId);
  }
}
