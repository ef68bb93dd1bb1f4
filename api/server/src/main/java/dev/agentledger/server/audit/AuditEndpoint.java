package dev.agentledger.server.audit;

import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.audit.StreamEvents;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The whole log of a tenant, for whoever asks who did what and why. */
@RestController
@RequestMapping("/api/v1/audit/events")
@Tag(name = "audit", description = "The log itself")
class AuditEndpoint {

  private static final String SUMMARY = "Read the log, oldest first unless asked otherwise";

  private final Queries queries;
  private final EventStreams streams;

  AuditEndpoint(Queries queries, EventStreams streams) {
    this.queries = queries;
    this.streams = streams;
  }

  @GetMapping
  @PreAuthorize("hasRole('AUDITOR')")
  @Operation(summary = SUMMARY)
  @Answers(EventPage.class)
  Mono<EventPage> list(
      @AuthenticationPrincipal Caller caller,
      @ParameterObject @ModelAttribute EventSelection selection,
      @Parameter(description = "Position of the last event that is known already") @RequestParam
          @Nullable Long after,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit,
      @Parameter(description = "Go back from the end of the log, or from `after`")
          @RequestParam(defaultValue = "false")
          boolean newestFirst) {
    return queries.ask(
        new ListEvents(selection.in(caller.tenant()), after, limit.value(), newestFirst),
        EventPage.class);
  }

  @GetMapping(produces = MediaType.APPLICATION_NDJSON_VALUE)
  @PreAuthorize("hasRole('AUDITOR')")
  @Operation(
      summary = SUMMARY,
      description = "As `application/x-ndjson`: every event that matches, one on a line.")
  @Answers(RecordedEvent.class)
  Flux<RecordedEvent> export(
      @AuthenticationPrincipal Caller caller,
      @ParameterObject @ModelAttribute EventSelection selection,
      @RequestParam @Nullable Long after) {
    return queries.stream(
        new StreamEvents(selection.in(caller.tenant()), after, false), RecordedEvent.class);
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('AUDITOR')")
  @Operation(
      summary = SUMMARY,
      description =
          "As `text/event-stream`: every event that matches, under its contract name and with its"
              + " position as id, then each new one. `Last-Event-ID` or `after` resume it.")
  @Answers(RecordedEvent.class)
  Flux<ServerSentEvent<Object>> follow(
      @AuthenticationPrincipal Caller caller,
      @ParameterObject @ModelAttribute EventSelection selection,
      @RequestParam @Nullable Long after,
      @Parameter(description = "The id that was received last; counts before `after`")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable Long lastEventId) {
    return streams.alive(
        queries.stream(
                new StreamEvents(
                    selection.in(caller.tenant()), lastEventId == null ? after : lastEventId, true),
                RecordedEvent.class)
            .map(AuditEndpoint::told));
  }

  private static ServerSentEvent<Object> told(RecordedEvent event) {
    return ServerSentEvent.<Object>builder(event)
        .id(Long.toString(event.position()))
        .event(event.contract())
        .build();
  }
}
