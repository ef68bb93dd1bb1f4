package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.run.ListRunSteps;
import dev.agentledger.api.run.RunStepPage;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.PageSize;
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

/** The steps of a run with their times, as a timeline shows them. */
@RestController
@AnsweredBy({"runs", "run-steps"})
@RequestMapping("/api/v1/runs/{run}/steps")
@Tag(name = "runs")
class RunStepEndpoint {

  private final Resources resources;
  private final Queries queries;

  RunStepEndpoint(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "List the steps of a run in the order in which they began",
      description =
          "Model calls, tool calls, questions and executions of code, each once with all its"
              + " attempts.")
  @Answers(
      value = RunStepPage.class,
      problems = {NOT_FOUND})
  Mono<RunStepPage> list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    var resource = RunResource.named(caller, run);
    return resources
        .find(resource)
        .flatMap(
            found ->
                queries.ask(
                    new ListRunSteps(caller.tenant(), found.runId(), cursor, limit.value()),
                    RunStepPage.class));
  }
}
