package dev.agentledger.server.projection;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.projection.ProjectionRebuilds;
import dev.agentledger.api.projection.RebuildView;
import dev.agentledger.server.http.Blocking;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Rebuilds of projections: started, watched, steered. */
@RestController
@RequestMapping("/api/v1/projections/{projection}/rebuilds")
@Tag(name = "projections")
class RebuildEndpoint {

  /** Any node may run the rebuild, so that one who watches it asks. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private static final int LOOKS_AGAIN = 3;

  /** The rebuilds of a projection, newest first. */
  record RebuildList(List<RebuildView> items) {}

  private final ProjectionRebuilds rebuilds;
  private final EventStreams streams;

  RebuildEndpoint(ProjectionRebuilds rebuilds, EventStreams streams) {
    this.rebuilds = rebuilds;
    this.streams = streams;
  }

  @PostMapping
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(
      summary = "Build a projection anew",
      description =
          "Fills a new generation beside the one that serves, compares both and switches: by"
              + " itself, or with `\"switch\": \"on-confirmation\"` when somebody confirms.")
  @Answers(
      value = RebuildView.class,
      status = 201,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<RebuildView>> start(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String projection,
      @RequestBody(required = false) @Nullable RebuildOrder body,
      ServerWebExchange exchange) {
    var rebuildId = RequestIds.next("rebuild_", exchange);
    var switching = RebuildOrder.switchIn(body);
    return Blocking.call(() -> rebuilds.start(projection, rebuildId, switching, caller.name()))
        .map(RebuildEndpoint::created);
  }

  static ResponseEntity<RebuildView> created(RebuildView rebuild) {
    return ResponseEntity.created(
            URI.create(
                "/api/v1/projections/%s/rebuilds/%s"
                    .formatted(rebuild.projection(), rebuild.rebuildId())))
        .body(rebuild);
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List the rebuilds of a projection, newest first")
  @Answers(value = RebuildList.class, problems = NOT_FOUND)
  Mono<RebuildList> list(@PathVariable String projection) {
    return Blocking.call(() -> new RebuildList(rebuilds.of(projection)));
  }

  @GetMapping("/{rebuild}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a rebuild")
  @Answers(value = RebuildView.class, problems = NOT_FOUND)
  Mono<RebuildView> show(@PathVariable String projection, @PathVariable String rebuild) {
    return Blocking.call(
        () ->
            rebuilds
                .find(projection, rebuild)
                .orElseThrow(
                    () ->
                        Problem.of(
                            NOT_FOUND,
                            "Projection %s has no rebuild %s".formatted(projection, rebuild))));
  }

  @GetMapping(value = "/{rebuild}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read a rebuild",
      description =
          "As `text/event-stream`: `snapshot` is the rebuild now, then `changed` is the rebuild as"
              + " it goes on, until it has ended.")
  @Answers(value = RebuildView.class, problems = NOT_FOUND)
  Flux<ServerSentEvent<Object>> watch(
      @PathVariable String projection, @PathVariable String rebuild) {
    return show(projection, rebuild)
        .flatMapMany(
            now ->
                streams.following(
                    Flux.interval(BETWEEN_LOOKS)
                        .onBackpressureDrop()
                        .concatMap(_ -> look(projection, rebuild), 1)
                        .startWith(now)
                        .distinctUntilChanged()
                        .takeUntil(view -> view.state().ended())));
  }

  /** One that fails is made again: whoever watches is to see the end. */
  private Mono<RebuildView> look(String projection, String rebuild) {
    return show(projection, rebuild).retryWhen(Retry.backoff(LOOKS_AGAIN, BETWEEN_LOOKS));
  }

  @PostMapping("/{rebuild}/pause")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Pause a rebuild", description = "What it has filled stays.")
  @Answers(
      value = RebuildView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<RebuildView> pause(@PathVariable String projection, @PathVariable String rebuild) {
    return Blocking.call(() -> rebuilds.pause(projection, rebuild));
  }

  @PostMapping("/{rebuild}/resume")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Go on with a rebuild where it was paused or has failed")
  @Answers(
      value = RebuildView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<RebuildView> resume(@PathVariable String projection, @PathVariable String rebuild) {
    return Blocking.call(() -> rebuilds.resume(projection, rebuild));
  }

  @PostMapping("/{rebuild}/cancel")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Give a rebuild up", description = "What it has filled is dropped.")
  @Answers(
      value = RebuildView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<RebuildView> cancel(@PathVariable String projection, @PathVariable String rebuild) {
    return Blocking.call(() -> rebuilds.cancel(projection, rebuild));
  }

  @PostMapping("/{rebuild}/confirm")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Let a rebuild that awaits it switch")
  @Answers(
      value = RebuildView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<RebuildView> confirm(@PathVariable String projection, @PathVariable String rebuild) {
    return Blocking.call(() -> rebuilds.confirm(projection, rebuild));
  }
}
