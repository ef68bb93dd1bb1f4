package dev.agentledger.server.openai;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.agent.AgentPage;
import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.ListAgents;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.openai.AgentModels.AgentModel;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The agents that answer, as models. */
@RestController
@AnsweredBy("agent-directory")
@RequestMapping("/v1/models")
@Tag(name = "openai", description = "Agents for clients that speak the protocol of OpenAI")
class AgentModelEndpoint {

  private final Queries queries;

  AgentModelEndpoint(Queries queries) {
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "List models",
      description = "Each active agent is a model; its id is the agent's slug.")
  @Answers(AgentModels.class)
  Mono<AgentModels> list(@AuthenticationPrincipal Caller caller) {
    return page(caller, null)
        .expand(page -> page.next() == null ? Mono.empty() : page(caller, page.next()))
        .concatMapIterable(AgentPage::items)
        .map(agent -> AgentModel.of(agent, caller.tenant()))
        .collectList()
        .map(AgentModels::of);
  }

  @GetMapping("/{model}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a model")
  @Answers(
      value = AgentModel.class,
      problems = {NOT_FOUND})
  Mono<AgentModel> show(@AuthenticationPrincipal Caller caller, @PathVariable String model) {
    return queries
        .find(
            new FindAgent(caller.tenant(), AgentId.fromIdOrSlug(caller.tenant(), model)),
            AgentView.class)
        .filter(agent -> agent.status() == AgentStatus.ACTIVE)
        .map(agent -> AgentModel.of(agent, caller.tenant()))
        .switchIfEmpty(
            Mono.error(() -> Problem.of(NOT_FOUND, "There is no active agent " + model)));
  }

  private Mono<AgentPage> page(Caller caller, @Nullable String cursor) {
    return queries.ask(
        new ListAgents(
            caller.tenant(), null, AgentStatus.ACTIVE, null, null, cursor, PageSize.MOST),
        AgentPage.class);
  }
}
