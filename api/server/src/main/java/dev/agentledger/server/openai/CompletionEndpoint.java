package dev.agentledger.server.openai;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.run.CancelRun;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.OpenAiError;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.openai.Completion.Head;
import dev.agentledger.server.openapi.Answers;
import dev.agentledger.server.run.ChatRuns;
import dev.agentledger.server.run.RunLive;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers of agents, for clients that speak the protocol of OpenAI. */
@RestController
@RequestMapping("/v1/chat/completions")
@Tag(name = "openai")
class CompletionEndpoint {

  /** Names the run that answers. */
  static final String RUN = "Ledger-Run";

  private static final String DONE = "[DONE]";
  private static final String LEFT = "The caller left";
  private static final Logger log = LoggerFactory.getLogger(CompletionEndpoint.class);

  private final ChatRuns runs;
  private final Commands commands;
  private final RunLive live;
  private final EventStreams streams;

  CompletionEndpoint(ChatRuns runs, Commands commands, RunLive live, EventStreams streams) {
    this.runs = runs;
    this.commands = commands;
    this.live = live;
    this.streams = streams;
  }

  @PostMapping
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Have an agent answer messages",
      description =
          "The model is the slug of an active agent. The last message is the input; those before"
              + " are what was said before, and system messages are told as what the user says,"
              + " since an agent's instructions are its own. An agent with an input schema is told"
              + " the last message alone: JSON that fits, or a text for its member `message`,"
              + " `text`, `input` or `question`. The run's id is the answer's id and stands in"
              + " `Ledger-Run`. Whoever leaves before the answer cancels the run, unless the"
              + " request has an `Idempotency-Key`. Sampling parameters are ignored.")
  @Answers(
      value = Completion.class,
      problems = {NOT_FOUND, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> complete(
      @AuthenticationPrincipal Caller caller,
      @RequestBody CompletionOrder order,
      ServerWebExchange exchange) {
    var runId = new RunId(RequestIds.next("run_", exchange));
    return Mono.fromCallable(order::checkedMessages)
        .flatMap(messages -> runs.startOf(caller, order.model(), messages, order.labels(), runId))
        .flatMap(start -> commands.send(caller, start))
        .flatMap(
            _ -> {
              var head = new Head(runId.value(), order.model(), Instant.now().getEpochSecond());
              var answer = ResponseEntity.ok().header(RUN, runId.value());
              return order.streamed()
                  ? Mono.just(
                      answer
                          .contentType(MediaType.TEXT_EVENT_STREAM)
                          .body((Object) pieces(caller, runId, head, order.withUsage())))
                  : whole(caller, runId, head).map(body -> answer.body((Object) body));
            });
  }

  private Mono<Completion> whole(Caller caller, RunId runId, Head head) {
    return Mono.defer(
        () -> {
          var course = new Course();
          return live.follow(caller, runId, null)
              .doOnNext(course::after)
              .filter(_ -> course.isOver())
              .next()
              .map(_ -> head.whole(course.answer(), course.used()))
              .doOnCancel(() -> cancel(caller, runId));
        });
  }

  /** What goes wrong once the stream has begun is its last event. */
  private Flux<ServerSentEvent<Object>> pieces(
      Caller caller, RunId runId, Head head, boolean withUsage) {
    return Flux.defer(
        () -> {
          var course = new Course();
          var said =
              live.follow(caller, runId, null)
                  .map(course::after)
                  .takeUntil(_ -> course.isOver())
                  .filter(text -> !text.isEmpty())
                  .map(head::next);
          var end =
              Flux.defer(
                  () ->
                      withUsage
                          ? Flux.just(head.last(), head.usage(course.used()))
                          : Flux.just(head.last()));
          return streams.alive(
              Flux.concat(Flux.just(head.first()), said, end)
                  .map(CompletionEndpoint::event)
                  .concatWithValues(event(DONE))
                  .onErrorResume(failure -> Flux.just(event(OpenAiError.of(failure)), event(DONE)))
                  .doOnCancel(() -> cancel(caller, runId)));
        });
  }

  private static ServerSentEvent<Object> event(Object data) {
    return ServerSentEvent.builder(data).build();
  }

  /** Harmless for a run that has ended. */
  private void cancel(Caller caller, RunId runId) {
    commands
        .send(caller, new CancelRun(runId, LEFT))
        .subscribe(
            _ -> {},
            failure ->
                log.info("Run {} goes on without its caller: {}", runId, failure.toString()));
  }
}
