package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static final String STREAM_TYPE = "run";
  private static final long BEFORE_THE_FIRST = -1;
  private static final String DONE = "done";
  private static final Map<String, RunStatus> ENDS =
      Map.of(
          "run.completed", RunStatus.COMPLETED,
          "run.failed", RunStatus.FAILED,
          "run.cancelled", RunStatus.CANCELLED);

  private final Resources resources;
  private final Queries queries;
  private final EventStreams streams;

  RunEventEndpoint(Resources resources, Queries queries, EventStreams streams) {
    this.resources = resources;
    this.queries = queries;
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
        .flatMap(_ -> events(caller, run, after, limit.value() + 1, false).collectList())
        .map(events -> page(events, limit.value()));
  }

  private static EventPage page(List<RecordedEvent> events, int limit) {
    if (events.size() <= limit) {
      return new EventPage(events, null);
    }
    var items = events.subList(0, limit);
    return new EventPage(items, Long.toString(items.getLast().sequence()));
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read the events of a run, oldest first",
      description =
          "As `text/event-stream`: each event under its contract name, with the run's sequence as"
              + " id; after the last one `done`, then the stream closes. `Last-Event-ID` or"
              + " `after` resume it where it broke. A run that is suspended has not ended: its stream"
              + " stays open and goes on when somebody acts.")
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
                            events(caller, run, known, 0, true)
                                .concatMapIterable(RunEventEndpoint::told),
                            nothingMore(caller, run, known))
                        .takeUntil(event -> DONE.equals(event.event()))));
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
                    events(caller, run, known, 0, false)
                        .any(event -> ENDS.containsKey(event.contract()))
                        .map(ends -> !ends))
            .map(view -> done(view.status()));
  }

  private static ServerSentEvent<Object> done(RunStatus status) {
    return ServerSentEvent.<Object>builder(Map.of("status", status)).event(DONE).build();
  }

  private Flux<RecordedEvent> events(
      Caller caller, String run, @Nullable Long after, int limit, boolean follow) {
    return queries.stream(
        new ListStreamEvents(
            caller.tenant(),
            STREAM_TYPE,
            run,
            Objects.requireNonNullElse(after, BEFORE_THE_FIRST),
            limit,
            follow),
        RecordedEvent.class);
  }
}
