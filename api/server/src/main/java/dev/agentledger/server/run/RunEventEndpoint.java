package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The events of a run: read in pages, or followed to its end. */
@RestController
@RequestMapping("/api/v1/runs/{run}/events")
@Tag(name = "runs")
class RunEventEndpoint {

  private static final String DELTA = "delta";
  private static final String DONE = "done";
  private static final Map<String, RunStatus> ENDS =
      Map.of(
          "run.completed", RunStatus.COMPLETED,
          "run.failed", RunStatus.FAILED,
          "run.cancelled", RunStatus.CANCELLED);

  private final Resources resources;
  private final RunLive live;
  private final EventStreams streams;

  RunEventEndpoint(Resources resources, RunLive live, EventStreams streams) {
    this.resources = resources;
    this.live = live;
    this.streams = streams;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read the events of a run, oldest first")
  @Answers(
      value = EventPage.class,
      problems = {NOT_FOUND})
  Mono<EventPage> list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @Parameter(description = "Sequence of the last event that is known already") @RequestParam
          @Nullable Long after,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return resources
        .find(RunResource.named(caller, run))
        .flatMap(
            _ -> live.past(caller, RunResource.idOf(run), after, limit.value() + 1).collectList())
        .map(events -> EventPage.ofStream(events, limit.value()));
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read the events of a run, oldest first",
      description =
          "As `text/event-stream`: each event under its contract name, with the run's sequence as"
              + " id; after the last one `done`, then the stream closes. `Last-Event-ID` or"
              + " `after` resume it where it broke. While a model writes, `delta` tells each piece"
              + " (`step`, `attempt`, `index`, `text`) without an id: it is provisional, and the"
              + " event that follows says what the model said. A run that is suspended has not"
              + " ended: its stream stays open and goes on when somebody acts.")
  @Answers(
      value = RecordedEvent.class,
      problems = {NOT_FOUND})
  Flux<ServerSentEvent<Object>> follow(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @RequestParam @Nullable Long after,
      @Parameter(description = "The id that was received last; counts before `after`")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable Long lastEventId) {
    var known = lastEventId == null ? after : lastEventId;
    return resources
        .find(RunResource.named(caller, run))
        .flatMapMany(
            _ ->
                streams.alive(
                    Flux.merge(
                            live.follow(caller, RunResource.idOf(run), known)
                                .concatMapIterable(RunEventEndpoint::told),
                            nothingMore(caller, run, known))
                        .takeUntil(event -> DONE.equals(event.event()))));
  }

  /**
   * A piece of text that a model has just written.
   *
   * @param index counts the pieces of one attempt from zero; a gap tells that some were lost
   */
  record Delta(int step, int attempt, int index, String text) {}

  private static List<ServerSentEvent<Object>> told(Telling telling) {
    return switch (telling) {
      case Telling.Happened(var event) -> told(event);
      case Telling.Written(var delta) ->
          List.of(
              ServerSentEvent.<Object>builder(
                      new Delta(delta.step(), delta.attempt(), delta.index(), delta.text()))
                  .event(DELTA)
                  .build());
    };
  }

  private static List<ServerSentEvent<Object>> told(RecordedEvent event) {
    var told =
        ServerSentEvent.<Object>builder(event)
            .id(Long.toString(event.sequence()))
            .event(event.contract())
            .build();
    var end = ENDS.get(event.contract());
    return end == null ? List.of(told) : List.of(told, done(end));
  }

  /**
   * Whoever knows the end already would wait for ever for another; what comes after it, such as the
   * bill of an answer that came too late, is none.
   */
  private Mono<ServerSentEvent<Object>> nothingMore(
      Caller caller, String run, @Nullable Long known) {
    return known == null
        ? Mono.empty()
        : resources
            .follow(RunResource.named(caller, run))
            .filter(view -> view.status().ended())
            .next()
            .filterWhen(
                _ ->
                    live.past(caller, RunResource.idOf(run), known, 0)
                        .any(event -> ENDS.containsKey(event.contract()))
                        .map(ends -> !ends))
            .map(view -> done(view.status()));
  }

  private static ServerSentEvent<Object> done(RunStatus status) {
    return ServerSentEvent.<Object>builder(Map.of("status", status)).event(DONE).build();
  }
}
