package dev.agentledger.server.conversation;

import static dev.agentledger.server.http.ProblemType.ALREADY_EXISTS;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.conversation.ConversationView;
import dev.agentledger.api.conversation.InterruptTurn;
import dev.agentledger.api.conversation.ListTurns;
import dev.agentledger.api.conversation.TurnPage;
import dev.agentledger.api.conversation.TurnStatus;
import dev.agentledger.api.conversation.TurnView;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Preference;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.http.WouldRecord;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What is said in conversations. */
@RestController
@AnsweredBy("conversations")
@RequestMapping("/api/v1/conversations/{conversation}/turns")
@Tag(name = "conversations")
class TurnEndpoint {

  private final Turns turns;
  private final Resources resources;
  private final Queries queries;

  TurnEndpoint(Turns turns, Resources resources, Queries queries) {
    this.turns = turns;
    this.resources = resources;
    this.queries = queries;
  }

  @PostMapping
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Say something",
      description =
          "Answers 202 as soon as the turn is durable, with the run that answers it. With `Prefer:"
              + " wait=10` it waits up to that many seconds, 60 at most, and answers 200 if there"
              + " is an answer by then. One turn is answered at a time: `whenBusy` says whether"
              + " this one waits, is refused, or interrupts. The same `turnId` with the same"
              + " content gets the same turn. An agent with an input schema takes JSON that fits,"
              + " or a text for its member `message`, `text`, `input` or `question`.",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = Preference.PREFER,
              schema = @Schema(type = "string"),
              description = "`wait=<seconds>`, by RFC 7240"))
  @Answers(
      value = TurnView.class,
      status = {202, 200},
      problems = {NOT_FOUND, WRONG_STATE, ALREADY_EXISTS, INVALID})
  Mono<ResponseEntity<Object>> take(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @RequestBody TurnOrder order,
      Intent intent,
      ServerWebExchange exchange) {
    var id = ConversationResource.idOf(conversation);
    var wait =
        Preference.waitIn(exchange.getRequest().getHeaders().getValuesAsList(Preference.PREFER));
    return Mono.fromCallable(
            () -> order.command(id, RequestIds.next("turn_", exchange), caller.name()))
        .flatMap(
            turn ->
                turns
                    .take(caller, turn, intent)
                    .flatMap(
                        recorded ->
                            intent.dryRun()
                                ? Mono.just(
                                    ResponseEntity.ok(
                                        (Object) new WouldRecord(true, recorded.facts())))
                                : answer(caller, id, turn.turnId(), recorded.version(), wait)));
  }

  private Mono<ResponseEntity<Object>> answer(
      Caller caller, ConversationId id, String turnId, long version, Duration wait) {
    return turns
        .seen(caller, id, turnId, version)
        .flatMap(
            turn ->
                turn.status().open() && wait.isPositive()
                    ? turns.ended(caller, id, turn, wait)
                    : Mono.just(turn))
        .map(
            turn -> {
              var answer =
                  ResponseEntity.status(
                          turn.status().open() || turn.status() == TurnStatus.WITH_PERSON
                              ? HttpStatus.ACCEPTED
                              : HttpStatus.OK)
                      .location(
                          URI.create(ConversationResource.addressOf(id) + "/turns/" + turnId));
              return (wait.isPositive()
                      ? answer.header(Preference.APPLIED, "wait=" + wait.toSeconds())
                      : answer)
                  .body(turn);
            });
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read what was said, oldest first")
  @Answers(
      value = TurnPage.class,
      problems = {NOT_FOUND})
  Mono<TurnPage> list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    var id = ConversationResource.idOf(conversation);
    return resources
        .find(ConversationResource.of(caller, id))
        .flatMap(
            _ ->
                queries.ask(
                    new ListTurns(caller.tenant(), id, cursor, limit.value()), TurnPage.class));
  }

  @GetMapping("/{turn}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a turn")
  @Answers(
      value = TurnView.class,
      problems = {NOT_FOUND})
  Mono<TurnView> show(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @PathVariable String turn) {
    return turns.find(caller, ConversationResource.idOf(conversation), turn);
  }

  @PostMapping("/{turn}/cancel")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Do without the answer to a turn",
      description = "Its run is cancelled. Harmless when it has an answer.")
  @Answers(
      value = ConversationView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<Object>> cancel(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @PathVariable String turn,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var id = ConversationResource.idOf(conversation);
    var reason = Objects.requireNonNullElse(Reason.in(body), "Cancelled by " + caller.name());
    return turns
        .find(caller, id, turn)
        .flatMap(
            _ ->
                resources.write(
                    ConversationResource.of(caller, id),
                    caller,
                    new InterruptTurn(id, turn, reason),
                    intent));
  }
}
