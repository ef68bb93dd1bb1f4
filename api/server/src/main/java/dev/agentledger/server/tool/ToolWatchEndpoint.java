package dev.agentledger.server.tool;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.tool.ListTools;
import dev.agentledger.api.tool.ToolChange;
import dev.agentledger.api.tool.ToolPage;
import dev.agentledger.api.tool.ToolStatus;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.api.tool.WatchTools;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.LiveList;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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

/** Tools as they change. */
@RestController
@AnsweredBy("tool-directory")
@RequestMapping("/api/v1/tools")
@Tag(name = "tools")
class ToolWatchEndpoint {

  private final Resources resources;
  private final Queries queries;
  private final EventStreams streams;

  ToolWatchEndpoint(Resources resources, Queries queries, EventStreams streams) {
    this.resources = resources;
    this.queries = queries;
    this.streams = streams;
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "List tools by name",
      description =
          "As `text/event-stream`: `snapshot` is the page, then `changed` is each tool that"
              + " matches and changed, and `left` names one that matches no more.")
  @Answers(ToolPage.class)
  Flux<ServerSentEvent<Object>> watch(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable ToolForm kind,
      @RequestParam @Nullable ToolEffect effect,
      @RequestParam @Nullable ToolStatus status,
      @RequestParam @Nullable String credential,
      @RequestParam @Nullable String text,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    var list =
        new ListTools(
            caller.tenant(), kind, effect, status, credential, text, cursor, limit.value());
    return streams.alive(
        Flux.defer(
            () -> {
              var live =
                  new LiveList<ToolView>(
                      ToolView::toolId,
                      ToolView::streamVersion,
                      list::matches,
                      toolId -> Map.of("toolId", toolId));
              return queries.watch(
                  new WatchTools(list),
                  ToolPage.class,
                  ToolChange.class,
                  page -> Mono.just(live.snapshot(page, page.items())),
                  change ->
                      change.tenant().equals(caller.tenant())
                          ? live.change(change.tool())
                          : Mono.empty());
            }));
  }

  @GetMapping(value = "/{tool}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read a tool",
      description =
          "As `text/event-stream`: `snapshot` is the tool now, then `changed` is the tool after"
              + " each change.")
  @Answers(value = ToolView.class, problems = NOT_FOUND)
  Flux<ServerSentEvent<Object>> watchOne(
      @AuthenticationPrincipal Caller caller, @PathVariable String tool) {
    var resource = ToolResource.named(caller, tool);
    return resources.find(resource).flatMapMany(_ -> streams.following(resources.follow(resource)));
  }
}
