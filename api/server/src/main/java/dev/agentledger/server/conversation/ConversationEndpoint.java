package dev.agentledger.server.conversation;

import static dev.agentledger.server.http.ProblemType.ALREADY_EXISTS;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.conversation.CloseConversation;
import dev.agentledger.api.conversation.ConversationPage;
import dev.agentledger.api.conversation.ConversationStatus;
import dev.agentledger.api.conversation.ConversationView;
import dev.agentledger.api.conversation.HandOverConversation;
import dev.agentledger.api.conversation.ListConversations;
import dev.agentledger.api.conversation.ReturnToAgent;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Labels;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

/** Conversations: opened, found, taken over, closed. */
@RestController
@AnsweredBy("conversations")
@RequestMapping("/api/v1/conversations")
@Tag(name = "conversations", description = "Conversations of people with agents")
class ConversationEndpoint {

  private final ChatAgents agents;
  private final Resources resources;
  private final Queries queries;

  ConversationEndpoint(ChatAgents agents, Resources resources, Queries queries) {
    this.agents = agents;
    this.resources = resources;
    this.queries = queries;
  }

  @PostMapping
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Open a conversation",
      description =
          "With each turn the agent is told what was said before, as far as the context window"
              + " holds it. What does not fit is dropped, or summed up by the agent's own model;"
              + " either is recorded.")
  @Answers(
      value = ConversationView.class,
      status = 201,
      problems = {NOT_FOUND, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> open(
      @AuthenticationPrincipal Caller caller,
      @RequestBody ConversationOrder order,
      Intent intent,
      ServerWebExchange exchange) {
    var id = new ConversationId(RequestIds.next("cnv_", exchange));
    return agents
        .find(caller, order.agent(), order.version())
        .flatMap(
            found ->
                resources.write(
                    ConversationResource.of(caller, id),
                    caller,
                    order.command(id, found.agent(), found.pin()),
                    intent,
                    (_, _) -> ResponseEntity.created(ConversationResource.addressOf(id))));
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List conversations, newest first")
  @Answers(ConversationPage.class)
  Mono<ConversationPage> list(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "Id or slug") @RequestParam @Nullable String agent,
      @RequestParam @Nullable ConversationStatus status,
      @RequestParam @Nullable String openedBy,
      @Parameter(description = "`key:value`; repeat it for conversations that have them all")
          @RequestParam(defaultValue = "")
          List<String> label,
      @Parameter(description = "Opened at or after") @RequestParam @Nullable Instant from,
      @Parameter(description = "Opened before") @RequestParam @Nullable Instant to,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        new ListConversations(
            caller.tenant(),
            agent == null ? null : AgentId.fromIdOrSlug(caller.tenant(), agent),
            status,
            openedBy,
            Labels.of(label),
            from,
            to,
            cursor,
            limit.value()),
        ConversationPage.class);
  }

  @GetMapping("/{conversation}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a conversation")
  @Answers(
      value = ConversationView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<ConversationView>> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String conversation) {
    return resources.show(ConversationResource.named(caller, conversation));
  }

  @PostMapping("/{conversation}/hand-over")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Hand a conversation over to a person",
      description =
          "What the agent is answering is interrupted; what waits is for the person. Harmless when"
              + " a person has it already.")
  @Answers(
      value = ConversationView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> handOver(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var id = ConversationResource.idOf(conversation);
    return write(caller, id, new HandOverConversation(id, Reason.in(body)), intent);
  }

  @PostMapping("/{conversation}/reply")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(summary = "Answer in the agent's place")
  @Answers(
      value = ConversationView.class,
      problems = {NOT_FOUND, WRONG_STATE, ALREADY_EXISTS, INVALID})
  Mono<ResponseEntity<Object>> reply(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @RequestBody ReplyOrder order,
      Intent intent,
      ServerWebExchange exchange) {
    var id = ConversationResource.idOf(conversation);
    var reply = order.command(id, RequestIds.next("rpl_", exchange), caller.name());
    return write(caller, id, reply, intent);
  }

  @PostMapping("/{conversation}/return")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(summary = "Have the agent answer again", description = "Harmless when it does.")
  @Answers(
      value = ConversationView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> giveBack(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var id = ConversationResource.idOf(conversation);
    return write(caller, id, new ReturnToAgent(id, Reason.in(body)), intent);
  }

  @PostMapping("/{conversation}/close")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Close a conversation",
      description = "What is still to be answered stays without an answer.")
  @Answers(
      value = ConversationView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<Object>> close(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String conversation,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var id = ConversationResource.idOf(conversation);
    return write(caller, id, new CloseConversation(id, Reason.in(body)), intent);
  }

  private Mono<ResponseEntity<Object>> write(
      Caller caller, ConversationId id, Object command, Intent intent) {
    return resources.write(ConversationResource.of(caller, id), caller, command, intent);
  }
}
