package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.BUDGET_EXHAUSTED;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;
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
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Preference;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Runs: started, found, cancelled. */
@RestController
@AnsweredBy("runs")
@RequestMapping("/api/v1/runs")
@Tag(name = "runs", description = "Runs of agents from their request to their end")
class RunEndpoint {

  private final Orders orders;
  private final Resources resources;
  private final Queries queries;

  RunEndpoint(Orders orders, Resources resources, Queries queries) {
    this.orders = orders;
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
    var runId = new RunId(RequestIds.next("run_", exchange));
    var resource = RunResource.of(caller, runId);
    var wait =
        Preference.waitIn(exchange.getRequest().getHeaders().getValuesAsList(Preference.PREFER));
    return orders
        .startOf(caller, order, runId)
        .flatMap(
            start ->
                resources.write(
                    resource,
                    caller,
                    start,
                    intent,
                    (_, _) -> ResponseEntity.accepted().location(addressOf(runId))))
        .flatMap(
            accepted ->
                accepted.getBody() instanceof RunView view && wait.isPositive()
                    ? ended(resource, view, wait)
                    : Mono.just(accepted));
  }

  /** The run at its end, or as it is when the wait is over. */
  private Mono<ResponseEntity<Object>> ended(
      Resource<RunView> resource, RunView accepted, Duration wait) {
    return resources
        .follow(resource)
        .takeUntil(view -> view.status().ended())
        .take(wait)
        .last(accepted)
        .map(
            view ->
                resources.tagged(
                    ResponseEntity.status(
                            view.status().ended() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                        .location(addressOf(view.runId()))
                        .header(Preference.APPLIED, "wait=" + wait.toSeconds()),
                    resource,
                    view));
  }

  private static URI addressOf(RunId runId) {
    return URI.create("/api/v1/runs/" + runId);
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
            waiting,
            labels(label),
            from,
            to,
            cursor,
            limit.value()),
        RunPage.class);
  }

  private static Map<String, String> labels(List<String> labels) {
    var byKey = new LinkedHashMap<String, String>();
    for (var label : labels) {
      var colon = label.indexOf(':');
      if (colon < 1) {
        throw Problem.of(
            INVALID_PARAMETER,
            "label: '%s' is not of the form key:value".formatted(label),
            Map.of("parameter", "label"));
      }
      byKey.put(label.substring(0, colon), label.substring(colon + 1));
    }
    return byKey;
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
