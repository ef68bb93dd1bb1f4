package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.run.ListRuns;
import dev.agentledger.api.run.RunChange;
import dev.agentledger.api.run.RunPage;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.WatchRuns;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.Labels;
import dev.agentledger.server.http.LiveList;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs as they go on. */
@RestController
@AnsweredBy("runs")
@RequestMapping("/api/v1/runs")
@Tag(name = "runs")
class RunWatchEndpoint {

  private final Resources resources;
  private final Queries queries;
  private final EventStreams streams;

  RunWatchEndpoint(Resources resources, Queries queries, EventStreams streams) {
    this.resources = resources;
    this.queries = queries;
    this.streams = streams;
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "List runs, newest first",
      description =
          "As `text/event-stream`: `snapshot` is the page, then `changed` is each run that matches"
              + " and changed, and `left` names one that matches no more.")
  @Answers(RunPage.class)
  Flux<ServerSentEvent<Object>> watch(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable String agent,
      @RequestParam @Nullable AgentKind kind,
      @RequestParam @Nullable RunStatus status,
      @RequestParam @Nullable RunMode mode,
      @RequestParam @Nullable String conversation,
      @RequestParam @Nullable String parent,
      @RequestParam @Nullable String origin,
      @RequestParam @Nullable Boolean waiting,
      @RequestParam(defaultValue = "") List<String> label,
      @RequestParam @Nullable Instant from,
      @RequestParam @Nullable Instant to,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    var list =
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
            limit.value());
    return streams.alive(
        Flux.defer(
            () -> {
              var live =
                  new LiveList<RunView>(
                      RunView::runId,
                      RunView::streamVersion,
                      list::matches,
                      runId -> Map.of("runId", runId));
              return queries.watch(
                  new WatchRuns(list),
                  RunPage.class,
                  RunChange.class,
                  page -> Mono.just(live.snapshot(page, page.items())),
                  change ->
                      change.tenant().equals(caller.tenant())
                          ? live.change(change.run())
                          : Mono.empty());
            }));
  }

  @GetMapping(value = "/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read a run",
      description =
          "As `text/event-stream`: `snapshot` is the run now, then `changed` is the run after each"
              + " change, until it has ended.")
  @Answers(value = RunView.class, problems = NOT_FOUND)
  Flux<ServerSentEvent<Object>> watchOne(
      @AuthenticationPrincipal Caller caller, @PathVariable String run) {
    var resource = RunResource.named(caller, run);
    return resources
        .find(resource)
        .flatMapMany(
            _ ->
                streams.following(
                    resources.follow(resource).takeUntil(view -> view.status().ended())));
  }
}
