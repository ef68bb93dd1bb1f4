package dev.agentledger.server.run;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.api.run.ToldEnds;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.LedgerPosition;
import dev.agentledger.server.http.Preference;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Starts runs, and waits for their ends as long as callers would like to. */
@Component
class RunStarts {

  private final Commands commands;
  private final Resources resources;
  private final ToldEnds told;

  RunStarts(Commands commands, Resources resources, ToldEnds told) {
    this.commands = commands;
    this.resources = resources;
    this.told = told;
  }

  /**
   * Answers 202 with the run as soon as it is accepted, or 200 with the run at its end.
   *
   * @param order the command for the run with this id
   */
  Mono<ResponseEntity<Object>> start(
      Caller caller,
      Function<RunId, Mono<StartRun>> order,
      Intent intent,
      ServerWebExchange exchange) {
    var runId = new RunId(RequestIds.next("run_", exchange));
    var resource = RunResource.of(caller, runId);
    var wait =
        Preference.waitIn(exchange.getRequest().getHeaders().getValuesAsList(Preference.PREFER));
    return order
        .apply(runId)
        .flatMap(
            start ->
                wait.isPositive() && !intent.dryRun()
                    ? resources.hearing(
                        resource,
                        views ->
                            commands
                                .send(caller, start, intent)
                                .flatMap(accepted -> ended(resource, accepted, views, wait)))
                    : resources.write(
                        resource,
                        caller,
                        start,
                        intent,
                        (_, _) -> ResponseEntity.accepted().location(addressOf(runId))));
  }

  /**
   * The run at its end, or as it is when the wait is over.
   *
   * @param views of the run that are new; a run that had been accepted before may have no more
   */
  private Mono<ResponseEntity<Object>> ended(
      Resource<RunView> resource, Recorded accepted, Flux<RunView> views, Duration wait) {
    var known = accepted.count() == 0 ? resources.follow(resource) : views;
    return known
        .takeUntil(view -> view.status().ended())
        .take(wait)
        .takeLast(1)
        .next()
        .switchIfEmpty(resources.at(resource, accepted.version()))
        .transformDeferredContextual(
            (run, context) -> run.doOnNext(_ -> LedgerPosition.raise(told.position(), context)))
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
}
