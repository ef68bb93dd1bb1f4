package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.BUDGET_EXHAUSTED;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.run.ListRuns;
import dev.agentledger.api.run.RunPage;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Objects;
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

/** Recorded runs taken again: replayed through another version, or forked after a step. */
@RestController
@AnsweredBy({"runs", "run-steps"})
@RequestMapping("/api/v1/runs/{run}")
@Tag(name = "runs")
class RetakeEndpoint {

  private final Retakes retakes;
  private final RunStarts starts;
  private final Resources resources;
  private final Queries queries;

  RetakeEndpoint(Retakes retakes, RunStarts starts, Resources resources, Queries queries) {
    this.retakes = retakes;
    this.starts = starts;
    this.resources = resources;
    this.queries = queries;
  }

  @PostMapping("/replays")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Replay a run",
      description =
          "Drives the recorded run through a version, with recorded outcomes in place of models,"
              + " tools and people: no network, no cost. `strict` stops at the first divergence;"
              + " `substitute` goes on with the recorded outcomes by tool and ordinal; `live-tail`"
              + " goes on with real, paid model calls, while what has an effect stays stubbed. The"
              + " replay is a run of its own; its `divergence` says where it left the record.")
  @Answers(
      value = RunView.class,
      status = {202, 200},
      problems = {NOT_FOUND, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> replay(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @RequestBody(required = false) @Nullable ReplayOrder order,
      Intent intent,
      ServerWebExchange exchange) {
    var wanted = Objects.requireNonNullElse(order, new ReplayOrder(null, null));
    return starts.start(
        caller,
        runId ->
            resources
                .find(RunResource.named(caller, run))
                .flatMap(origin -> retakes.replayOf(caller, origin, wanted, runId)),
        intent,
        exchange);
  }

  @GetMapping("/replays")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List the replays of a run, newest first")
  @Answers(
      value = RunPage.class,
      problems = {NOT_FOUND})
  Mono<RunPage> replays(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return resources
        .find(RunResource.named(caller, run))
        .flatMap(
            origin ->
                queries.ask(
                    new ListRuns(
                        caller.tenant(),
                        null,
                        null,
                        null,
                        RunMode.REPLAY,
                        null,
                        null,
                        origin.runId(),
                        null,
                        Map.of(),
                        null,
                        null,
                        cursor,
                        limit.value()),
                    RunPage.class));
  }

  @PostMapping("/fork")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Go on from a step of a run with a new one",
      description =
          "The new run takes over what was said up to the step, with other results of its tool"
              + " calls where given, and goes its own way from there; the old run stays as it is.")
  @Answers(
      value = RunView.class,
      status = {202, 200},
      problems = {BUDGET_EXHAUSTED, NOT_FOUND, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> fork(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @RequestBody ForkOrder order,
      Intent intent,
      ServerWebExchange exchange) {
    return starts.start(
        caller,
        runId ->
            resources
                .find(RunResource.named(caller, run))
                .flatMap(origin -> retakes.forkOf(caller, origin, order, runId)),
        intent,
        exchange);
  }
}
