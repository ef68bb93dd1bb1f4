package dev.agentledger.server.agent;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.agent.AgentVersionPage;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.CompareAgentVersions;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.agent.ListAgentVersions;
import dev.agentledger.api.agent.VersionComparison;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
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
import reactor.core.publisher.Mono;

/** The versions of an agent: listed, read, compared. */
@RestController
@AnsweredBy("agent-directory")
@RequestMapping("/api/v1/agents/{agent}/versions")
@Tag(name = "agents")
class VersionEndpoint {

  private final Resources resources;
  private final Queries queries;

  VersionEndpoint(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List the versions of an agent, newest first")
  @Answers(
      value = AgentVersionPage.class,
      problems = {NOT_FOUND})
  Mono<AgentVersionPage> list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return resources
        .find(AgentResource.named(caller, agent))
        .flatMap(
            found ->
                queries.ask(
                    new ListAgentVersions(caller.tenant(), found.agentId(), cursor, limit.value()),
                    AgentVersionPage.class));
  }

  @GetMapping("/{version:[^.]+}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read a version of an agent",
      description = "By number, hash, beginning of the hash, `latest` or `active`.")
  @Answers(
      value = AgentVersionView.class,
      problems = {NOT_FOUND})
  Mono<AgentVersionView> show(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @PathVariable String version) {
    return queries
        .find(
            new FindAgentVersion(caller.tenant(), AgentResource.idOf(caller, agent), version),
            AgentVersionView.class)
        .switchIfEmpty(Mono.error(() -> missing("version " + version, agent)));
  }

  @GetMapping("/{from:[^.]+}..{to:[^.]+}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Compare two versions of an agent",
      description = "Each named as when it is read: by number, hash, `latest` or `active`.")
  @Answers(
      value = VersionComparison.class,
      problems = {NOT_FOUND})
  Mono<VersionComparison> compare(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @PathVariable String from,
      @PathVariable String to) {
    return queries
        .find(
            new CompareAgentVersions(caller.tenant(), AgentResource.idOf(caller, agent), from, to),
            VersionComparison.class)
        .switchIfEmpty(Mono.error(() -> missing("version %s or %s".formatted(from, to), agent)));
  }

  private static Problem missing(String version, String agent) {
    return Problem.of(NOT_FOUND, "There is no %s of agent %s".formatted(version, agent));
  }
}
