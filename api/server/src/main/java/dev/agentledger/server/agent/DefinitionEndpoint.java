package dev.agentledger.server.agent;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.agent.SmokeRun;
import dev.agentledger.api.agent.SmokeRunDefinition;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Definitions judged and tried, saved or not; nothing is recorded. */
@RestController
@RequestMapping("/api/v1/agents")
@Tag(name = "agents")
class DefinitionEndpoint {

  private final Definitions definitions;
  private final Resources resources;
  private final Queries queries;

  DefinitionEndpoint(Definitions definitions, Resources resources, Queries queries) {
    this.definitions = definitions;
    this.resources = resources;
    this.queries = queries;
  }

  @PostMapping(
      value = "/validate",
      consumes = {Document.JSON, Document.YAML, Document.X_YAML, Document.TEXT_YAML})
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Validate a definition without saving it")
  @Answers(Report.class)
  Mono<Report> validate(@AuthenticationPrincipal Caller caller, @RequestBody Document document) {
    return definitions.read(document).flatMap(definition -> definitions.report(caller, definition));
  }

  @PostMapping("/{agent}/validate")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Validate the latest version of an agent")
  @Answers(
      value = Report.class,
      problems = {NOT_FOUND})
  Mono<Report> validateLatest(@AuthenticationPrincipal Caller caller, @PathVariable String agent) {
    return latest(caller, agent).flatMap(definition -> definitions.report(caller, definition));
  }

  @PostMapping(
      value = "/smoke-run",
      consumes = {Document.JSON, Document.YAML, Document.X_YAML, Document.TEXT_YAML})
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Run the smoke tests of a definition without saving it")
  @Answers(SmokeRun.class)
  Mono<SmokeRun> smokeRun(@AuthenticationPrincipal Caller caller, @RequestBody Document document) {
    return definitions.read(document).flatMap(this::smokeRun);
  }

  @PostMapping("/{agent}/smoke-run")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Run the smoke tests of the latest version of an agent")
  @Answers(
      value = SmokeRun.class,
      problems = {NOT_FOUND})
  Mono<SmokeRun> smokeRunLatest(
      @AuthenticationPrincipal Caller caller, @PathVariable String agent) {
    return latest(caller, agent).flatMap(this::smokeRun);
  }

  private Mono<SmokeRun> smokeRun(AgentDefinition definition) {
    return queries.ask(new SmokeRunDefinition(definition), SmokeRun.class);
  }

  private Mono<AgentDefinition> latest(Caller caller, String agent) {
    return resources.find(AgentResource.named(caller, agent)).map(Definitions::latestOf);
  }
}
