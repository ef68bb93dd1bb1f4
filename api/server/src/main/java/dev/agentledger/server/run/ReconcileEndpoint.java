package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.run.CheckResult;
import dev.agentledger.api.run.ListUnknownOutcomes;
import dev.agentledger.api.run.ReconcileToolCall;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.UnknownOutcomePage;
import dev.agentledger.events.run.Resolution;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
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
import reactor.core.publisher.Mono;

/** Tool calls of which nobody knows whether they took effect. */
@RestController
@AnsweredBy("runs")
@RequestMapping("/api/v1/reconcile")
@Tag(name = "reconcile", description = "Calls whose outcome only a person can find out")
class ReconcileEndpoint {

  private final Resources resources;
  private final Queries queries;

  ReconcileEndpoint(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasAnyRole('OPERATOR', 'VIEWER')")
  @Operation(
      summary = "List calls whose outcome is not known, oldest first",
      description = "Each waits for an operator, and its run with it.")
  @Answers(UnknownOutcomePage.class)
  Mono<UnknownOutcomePage> list(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        new ListUnknownOutcomes(caller.tenant(), cursor, limit.value()), UnknownOutcomePage.class);
  }

  @PostMapping("/{run}/{callId}")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(
      summary = "Settle a call",
      description =
          "`done`: it took effect, and its `result` is what the tool's output schema says. `retry`:"
              + " it did not, and is sent again with the same idempotency key. `fail`: the model is"
              + " told that it failed. Harmless when the same was said already.")
  @Answers(
      value = RunView.class,
      problems = {NOT_FOUND, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> settle(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @PathVariable String callId,
      @RequestBody Settlement settlement,
      Intent intent) {
    var runId = RunResource.idOf(run);
    return checked(caller, runId, callId, settlement)
        .then(
            resources.write(
                RunResource.of(caller, runId),
                caller,
                new ReconcileToolCall(
                    runId,
                    callId,
                    settlement.resolution(),
                    settlement.result(),
                    settlement.comment(),
                    caller.name()),
                intent));
  }

  private Mono<Void> checked(Caller caller, RunId runId, String callId, Settlement settlement) {
    if (settlement.resolution() != Resolution.DONE) {
      return settlement.result() == null
          ? Mono.empty()
          : Mono.error(
              () -> Problem.of(INVALID, "result: only a call that is done has one; leave it out"));
    }
    return queries
        .find(
            new CheckResult(caller.tenant(), runId, callId, settlement.result()), Validation.class)
        .switchIfEmpty(
            Mono.error(
                () ->
                    Problem.of(
                        NOT_FOUND, "There is no call %s of a run %s".formatted(callId, runId))))
        .doOnNext(
            validation -> {
              if (!validation.valid()) {
                throw Problem.of(
                    INVALID,
                    "result: not what the tool gives",
                    Map.of("findings", validation.findings()));
              }
            })
        .then();
  }
}
