package dev.agentledger.server.playground;

import dev.agentledger.api.conversation.InterruptTurn;
import dev.agentledger.api.conversation.OpenConversation;
import dev.agentledger.api.conversation.TakeTurn;
import dev.agentledger.api.conversation.TurnView;
import dev.agentledger.api.conversation.WhenBusy;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.conversation.ChatAgents.Found;
import dev.agentledger.server.conversation.Said;
import dev.agentledger.server.conversation.Turns;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Ids;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.OpenAiError;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.playground.ToClient.OfTurn;
import dev.agentledger.server.run.RunLive;
import dev.agentledger.server.security.BearerKeys;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Holds the conversations of sockets. */
@Component
class Talks {

  /** Bytes of one message of a client. */
  static final int LONGEST_MESSAGE = 512 * 1024;

  private final Commands commands;
  private final Turns turns;
  private final RunLive live;
  private final JsonMapper json;

  Talks(Commands commands, Turns turns, RunLive live, JsonMapper json) {
    this.commands = commands;
    this.turns = turns;
    this.live = live;
    this.json = json;
  }

  /** A handler for one socket of the caller. */
  WebSocketHandler with(Caller caller, Found found) {
    return new WebSocketHandler() {
      @Override
      public List<String> getSubProtocols() {
        return List.of(BearerKeys.SUBPROTOCOL);
      }

      @Override
      public Mono<Void> handle(WebSocketSession session) {
        return new Talk(caller, found).on(session);
      }
    };
  }

  /** What a client is told of one thing that happened. */
  private record Part(List<ToClient> messages, boolean isLast) {}

  /** One socket: at most one turn at a time, and what is wrong is told without closing. */
  private final class Talk {

    private static final int MOST_AT_ONCE = 4;

    private final Caller caller;
    private final Found found;
    private final AtomicReference<@Nullable OfTurn> answering = new AtomicReference<>();

    Talk(Caller caller, Found found) {
      this.caller = caller;
      this.found = found;
    }

    Mono<Void> on(WebSocketSession session) {
      var told =
          session
              .receive()
              .map(WebSocketMessage::getPayloadAsText)
              .flatMap(this::answers, MOST_AT_ONCE)
              .startWith(ToClient.agentLoaded(agent()))
              .map(json::writeValueAsString)
              .map(session::textMessage);
      return session.send(told);
    }

    private ToClient.Agent agent() {
      var agent = found.agent();
      var version = found.version();
      return new ToClient.Agent(
          agent.agentId().value(), agent.slug(), agent.name(), version.number(), version.hash());
    }

    private Flux<ToClient> answers(String text) {
      return Mono.fromCallable(() -> json.readValue(text, FromClient.class))
          .onErrorMap(
              JacksonException.class,
              _ -> Problem.of(ProblemType.MALFORMED_REQUEST, "Send a JSON object with a type"))
          .flatMapMany(this::answers)
          .onErrorResume(
              failure -> {
                var error = OpenAiError.of(failure).error();
                return Flux.just(ToClient.error(String.valueOf(error.code()), error.message()));
              });
    }

    private Flux<ToClient> answers(FromClient message) {
      return switch (message.type()) {
        case FromClient.USER_MESSAGE -> said(message);
        case FromClient.STOP -> stop();
        case null, default ->
            Flux.error(
                Problem.of(
                    ProblemType.MALFORMED_REQUEST,
                    "type: takes %s and %s".formatted(FromClient.USER_MESSAGE, FromClient.STOP)));
      };
    }

    private Flux<ToClient> said(FromClient message) {
      return Flux.defer(
          () -> {
            var content = Said.content(message.content());
            var given = message.conversationId();
            var id =
                new ConversationId(given == null || given.isBlank() ? Ids.next("cnv_") : given);
            var turnId = Ids.next("turn_");
            var turn = new OfTurn(id.value(), turnId, id.runOf(turnId).value());
            if (!answering.compareAndSet(null, turn)) {
              throw Problem.of(
                  ProblemType.WRONG_STATE, "Another message is being answered; wait, or stop it");
            }
            var take = new TakeTurn(id, turnId, content, WhenBusy.REJECT, caller.name());
            return Flux.concat(
                    given == null || given.isBlank() ? open(id) : Flux.empty(),
                    turns
                        .take(caller, take, Intent.RECORD)
                        .thenMany(Flux.defer(() -> told(id, turn))))
                .doOnTerminate(() -> release(turn))
                .doOnCancel(() -> release(turn));
          });
    }

    private void release(OfTurn turn) {
      answering.compareAndSet(turn, null);
    }

    private Flux<ToClient> open(ConversationId id) {
      return turns
          .open(
              caller,
              new OpenConversation(
                  id,
                  found.agent().agentId(),
                  found.agent().slug(),
                  found.pin(),
                  null,
                  Map.of("channel", "playground"),
                  ContextWindow.DEFAULT))
          .thenMany(Flux.just(ToClient.conversationStarted(id.value())));
    }

    private Flux<ToClient> told(ConversationId id, OfTurn turn) {
      var telling = new TurnTelling(turn);
      return turns
          .running(caller, id, turn.turnId())
          .flatMapMany(
              state ->
                  switch (state.status()) {
                    case WITH_PERSON ->
                        Flux.just(
                            turn.failed("handed-over", "A person answers in this conversation"));
                    case FAILED, INTERRUPTED ->
                        Flux.just(turn.failed("turn-failed", errorOf(state)));
                    case QUEUED, RUNNING, ANSWERED, REPLY ->
                        live.follow(caller, new RunId(turn.runId()), null)
                            .map(what -> new Part(telling.after(what), telling.isOver()))
                            .takeUntil(Part::isLast)
                            .concatMap(part -> told(id, turn, part));
                  });
    }

    /** The last word comes when the turn is over for everybody: the client may answer at once. */
    private Flux<ToClient> told(ConversationId id, OfTurn turn, Part part) {
      var messages = Flux.fromIterable(part.messages());
      return part.isLast()
          ? turns
              .over(caller, id, turn.turnId())
              .doOnTerminate(() -> release(turn))
              .thenMany(messages)
          : messages;
    }

    private static @Nullable String errorOf(TurnView state) {
      return state.error() == null ? "The turn was interrupted" : state.error().message();
    }

    private Flux<ToClient> stop() {
      var turn = answering.get();
      return turn == null
          ? Flux.error(Problem.of(ProblemType.WRONG_STATE, "Nothing is being answered"))
          : commands
              .send(
                  caller,
                  new InterruptTurn(
                      new ConversationId(turn.conversationId()),
                      turn.turnId(),
                      "Stopped by " + caller.name()))
              .thenMany(Flux.empty());
    }
  }
}
