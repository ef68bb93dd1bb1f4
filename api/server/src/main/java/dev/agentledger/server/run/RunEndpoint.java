package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.BUDGET_EXHAUSTED;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.ListRuns;
import dev.agentledger.api.run.ResumeRun;
import dev.agentledger.api.run.RunPage;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Labels;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Preference;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
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

/** Runs: started, found, cancelled. */
@RestController
@AnsweredBy("runs")
@RequestMapping("/api/v1/runs")
@Tag(name = "runs", description = "Runs of agents from their request to their end")
class RunEndpoint {

  private final Orders orders;
  private final RunStarts starts;
  private final Resources resources;
  private final Queries queries;

  RunEndpoint(Orders orders, RunStarts starts, Resources resources, Queries queries) {
    this.orders = orders;
    this.starts = starts;
    this.resources = resources;
    this.queries = queries;
  }

  @PostMapping
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Start a run",
      description =
          "Answers 202 as soon as the request is durable. With `Prefer: wait=10` it waits up to"
              + " that many seconds, 60 at most, and answers 200 if the run ended by then.",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = Preference.PREFER,
              schema = @Schema(type = "string"),
              description = "`wait=<seconds>`, by RFC 7240"))
  @Answers(
      value = RunView.class,
      status = {202, 200},
      problems = {BUDGET_EXHAUSTED, NOT_FOUND, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> start(
      @AuthenticationPrincipal Caller caller,
      @RequestBody RunOrder order,
      Intent intent,
      ServerWebExchange exchange) {
    return starts.start(caller, runId -> orders.startOf(caller, order, runId), intent, exchange);
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List runs, newest first")
  @Answers(RunPage.class)
  Mono<RunPage> list(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "Id or slug") @RequestParam @Nullable String agent,
      @RequestParam @Nullable AgentKind kind,
      @RequestParam @Nullable RunStatus status,
      @RequestParam @Nullable RunMode mode,
      @Parameter(description = "Id of the conversation whose turns they answer") @RequestParam
          @Nullable String conversation,
      @Parameter(description = "Id of the run that had them started") @RequestParam
          @Nullable String parent,
      @Parameter(description = "Id of the run that they replay or go on from") @RequestParam
          @Nullable String origin,
      @Parameter(description = "Whether a call waits for people: approval, answer, reconciliation")
          @RequestParam
          @Nullable Boolean waiting,
      @Parameter(description = "`key:value`; repeat it for runs that have them all")
          @RequestParam(defaultValue = "")
          List<String> label,
      @Parameter(description = "Requested at or after") @RequestParam @Nullable Instant from,
      @Parameter(description = "Requested before") @RequestParam @Nullable Instant to,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        new ListRuns(
            caller.tenant(),
            agent == null ? null : AgentId.fromIdOrSlug(caller.tenant(), agent),
            kind,
            status,
            mode,
            conversation,
            parent == null ? null : RunResource.idOf(parent),
            origin == null ? null : RunResource.idOf(origin),
            waiting,
            Labels.of(label),
            from,
            to,
            cursor,
            limit.value()),
        RunPage.class);
  }

  @GetMapping("/{run}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a run")
  @Answers(
      value = RunView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<RunView>> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String run) {
    return resources.show(RunResource.named(caller, run));
  }

  @PostMapping("/{run}/cancel")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(summary = "Cancel a run", description = "Harmless when it has been cancelled already.")
  @Answers(
      value = RunView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> cancel(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var runId = RunResource.idOf(run);
    return resources.write(
        RunResource.of(caller, runId), caller, new CancelRun(runId, Reason.in(body)), intent);
  }

  @PostMapping("/{run}/resume")
  @PreAuthorize("hasAnyRole('OPERATOR', 'BUILDER')")
  @Operation(
      summary = "Go on with a run that rests for want of a model or of money",
      description =
          "The model is asked again, from the first of those that the agent names. A run that waits"
              + " for people goes on when they have decided.")
  @Answers(
      value = RunView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> resume(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var runId = RunResource.idOf(run);
    return resources.write(
        RunResource.of(caller, runId), caller, new ResumeRun(runId, Reason.in(body)), intent);
  }
}
