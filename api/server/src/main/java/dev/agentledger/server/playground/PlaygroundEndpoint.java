package dev.agentledger.server.playground;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.server.conversation.ChatAgents;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.WebsocketServerSpec;

/** A place to talk to an agent: one WebSocket for one conversation. */
@RestController
@RequestMapping("/api/v1/playground/{agent}")
@Tag(name = "playground", description = "Agents to be talked to")
class PlaygroundEndpoint {

  private final ChatAgents agents;
  private final Talks talks;
  private final Origins origins;
  private final WebSocketService sockets;

  PlaygroundEndpoint(ChatAgents agents, Talks talks, Origins origins) {
    this.agents = agents;
    this.talks = talks;
    this.origins = origins;
    sockets =
        new HandshakeWebSocketService(
            new ReactorNettyRequestUpgradeStrategy(
                () -> WebsocketServerSpec.builder().maxFramePayloadLength(Talks.LONGEST_MESSAGE)));
  }

  @GetMapping
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Talk to an agent over a WebSocket",
      description =
          "Send `{\"type\":\"user_message\",\"content\":...,\"conversation_id\":...}`, without"
              + " `conversation_id` at first; `{\"type\":\"stop\"}` interrupts. Received are"
              + " `agent_loaded`, `conversation_started`, `content_delta`, `tool_use_start`,"
              + " `tool_use_complete`, `approval_required`, `message_complete` and `error`. Where"
              + " no `Authorization` can be sent, as in browsers, the key goes as a subprotocol"
              + " `agent-ledger.key.<base64url of the key>` beside `agent-ledger`.")
  @Answers(
      status = 101,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<Void> talk(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @Parameter(description = "`active`, `draft`, a number or a hash") @RequestParam
          @Nullable String version,
      ServerWebExchange exchange) {
    origins.admit(exchange.getRequest());
    return agents
        .find(caller, agent, version)
        .flatMap(found -> sockets.handleRequest(exchange, talks.with(caller, found)));
  }
}
