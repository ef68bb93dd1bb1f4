package dev.agentledger.server.tool;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.tool.FindToolVersion;
import dev.agentledger.api.tool.ListToolVersions;
import dev.agentledger.api.tool.ToolVersionPage;
import dev.agentledger.api.tool.ToolVersionView;
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

/** The versions of a tool: listed and read. */
@RestController
@AnsweredBy("tool-directory")
@RequestMapping("/api/v1/tools/{tool}/versions")
@Tag(name = "tools")
class ToolVersionEndpoint {

  private final Resources resources;
  private final Queries queries;

  ToolVersionEndpoint(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List the versions of a tool, newest first")
  @Answers(value = ToolVersionPage.class, problems = NOT_FOUND)
  Mono<ToolVersionPage> list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String tool,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return resources
        .find(ToolResource.named(caller, tool))
        .flatMap(
            found ->
                queries.ask(
                    new ListToolVersions(caller.tenant(), found.toolId(), cursor, limit.value()),
                    ToolVersionPage.class));
  }

  @GetMapping("/{version}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read a version of a tool",
      description = "By number, hash, beginning of the hash, or `latest`.")
  @Answers(value = ToolVersionView.class, problems = NOT_FOUND)
  Mono<ToolVersionView> show(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String tool,
      @PathVariable String version) {
    return queries
        .find(
            new FindToolVersion(caller.tenant(), ToolResource.idOf(caller, tool), version),
            ToolVersionView.class)
        .switchIfEmpty(
            Mono.error(
                () ->
                    Problem.of(
                        NOT_FOUND, "There is no version %s of tool %s".formatted(version, tool))));
  }
}
