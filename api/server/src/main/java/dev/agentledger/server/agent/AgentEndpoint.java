package dev.agentledger.server.agent;

import static dev.agentledger.server.http.ProblemType.CONCURRENT_CHANGE;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.AsOf;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.agent.AgentChange;
import dev.agentledger.api.agent.AgentPage;
import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.api.agent.FindAgentAsOf;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.agent.ListAgents;
import dev.agentledger.api.agent.WatchAgents;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.LiveList;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Agents: drafted, changed, found, watched. */
@RestController
@AnsweredBy("agent-directory")
@RequestMapping("/api/v1/agents")
@Tag(name = "agents", description = "Agents from their first draft to their archive")
class AgentEndpoint {

  private static final int ATTEMPTS_TO_PATCH = 8;

  private final Definitions definitions;
  private final Resources resources;
  private final Queries queries;
  private final EventStreams streams;

  AgentEndpoint(
      Definitions definitions, Resources resources, Queries queries, EventStreams streams) {
    this.definitions = definitions;
    this.resources = resources;
    this.queries = queries;
    this.streams = streams;
  }

  @PostMapping(consumes = {Document.JSON, Document.YAML, Document.X_YAML, Document.TEXT_YAML})
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Draft an agent",
      description =
          "Makes the agent of this slug, or revises it: a different definition is its next version,"
              + " the same one changes nothing.")
  @Answers(
      value = AgentView.class,
      status = {201, 200},
      problems = {WRONG_STATE})
  Mono<ResponseEntity<Object>> draft(
      @AuthenticationPrincipal Caller caller, @RequestBody Document document, Intent intent) {
    return definitions
        .read(document)
        .flatMap(
            definition -> {
              var agentId = AgentId.of(caller.tenant(), definition.slug());
              return resources.write(
                  AgentResource.of(caller, agentId, definition.slug()),
                  caller,
                  new DraftAgent(agentId, definition, caller.name(), false),
                  intent,
                  (recorded, _) ->
                      recorded.beganTheStream()
                          ? ResponseEntity.created(URI.create("/api/v1/agents/" + agentId))
                          : ResponseEntity.ok());
            });
  }

  @PatchMapping(
      value = "/{agent}",
      consumes = {
        Document.MERGE_PATCH,
        Document.JSON,
        Document.YAML,
        Document.X_YAML,
        Document.TEXT_YAML
      })
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Change an agent",
      description =
          "Applies a JSON merge patch (RFC 7396) to the latest definition. Slug and kind stay.")
  @Answers(
      value = AgentView.class,
      problems = {NOT_FOUND, WRONG_STATE, CONCURRENT_CHANGE})
  Mono<ResponseEntity<Object>> change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @RequestBody Document patch,
      Intent intent) {
    var resource = AgentResource.named(caller, agent);
    var attempt =
        Mono.defer(
            () ->
                resources
                    .find(resource)
                    .flatMap(view -> patched(resource, caller, view, patch, intent)));
    return intent.expectedVersion() == null
        ? attempt.retryWhen(
            Retry.backoff(ATTEMPTS_TO_PATCH, Duration.ofMillis(10))
                .filter(AgentEndpoint::changedMeanwhile)
                .onRetryExhaustedThrow(
                    (_, _) ->
                        Problem.of(CONCURRENT_CHANGE, "Read the agent again and repeat the patch")))
        : attempt;
  }

  /** What is patched is what was read: another version in between would be undone by the patch. */
  private Mono<ResponseEntity<Object>> patched(
      Resource<AgentView> resource, Caller caller, AgentView agent, Document patch, Intent intent) {
    var expected =
        intent.expectedVersion() == null
            ? Long.valueOf(agent.streamVersion())
            : intent.expectedVersion();
    return expected == agent.streamVersion()
        ? definitions
            .patched(agent, patch)
            .flatMap(
                definition ->
                    resources.write(
                        resource,
                        caller,
                        new DraftAgent(agent.agentId(), definition, caller.name(), true),
                        new Intent(expected, intent.dryRun())))
        : Mono.error(
            () ->
                Problem.of(
                    ProblemType.VERSION_MISMATCH,
                    "The agent is at version %d, not %d"
                        .formatted(agent.streamVersion(), expected)));
  }

  private static boolean changedMeanwhile(Throwable failure) {
    return failure instanceof CommandRefused refusal
        && refusal.reason() == CommandRefused.Reason.VERSION_MISMATCH;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List agents by slug")
  @Answers(AgentPage.class)
  Mono<AgentPage> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable AgentKind kind,
      @RequestParam @Nullable AgentStatus status,
      @Parameter(description = "One of the agent's tags") @RequestParam @Nullable String tag,
      @Parameter(description = "Text in slug, name or description") @RequestParam
          @Nullable String text,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        new ListAgents(caller.tenant(), kind, status, tag, text, cursor, limit.value()),
        AgentPage.class);
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "List agents by slug",
      description =
          "As `text/event-stream`: `snapshot` is the page, then `changed` is each agent that"
              + " matches and changed, and `left` names one that matches no more.")
  @Answers(AgentPage.class)
  Flux<ServerSentEvent<Object>> watch(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable AgentKind kind,
      @RequestParam @Nullable AgentStatus status,
      @RequestParam @Nullable String tag,
      @RequestParam @Nullable String text,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    var list = new ListAgents(caller.tenant(), kind, status, tag, text, cursor, limit.value());
    return streams.alive(
        Flux.defer(
            () -> {
              var live =
                  new LiveList<AgentView>(
                      AgentView::agentId,
                      AgentView::streamVersion,
                      list::matches,
                      agentId -> Map.of("agentId", agentId));
              return queries.watch(
                  new WatchAgents(list),
                  AgentPage.class,
                  AgentChange.class,
                  page -> Mono.just(live.snapshot(page, page.items())),
                  change ->
                      change.tenant().equals(caller.tenant())
                          ? live.change(change.agent())
                          : Mono.empty());
            }));
  }

  @GetMapping("/{agent}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read an agent", description = "By id or by slug.")
  @Answers(
      value = AgentView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<AgentView>> show(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @Parameter(
              description =
                  "Show the definition of this version: its number, its hash or the beginning of it,"
                      + " `latest` or `active`")
          @RequestParam
          @Nullable String version,
      @Parameter(description = "The agent as it was at a position of the log, or at an instant")
          @RequestParam
          @Nullable AsOf asOf) {
    var resource = AgentResource.named(caller, agent);
    var agentId = AgentResource.idOf(caller, agent);
    var past =
        asOf == null
            ? resource
            : new Resource<>(
                resource.name() + " at that time",
                new FindAgentAsOf(caller.tenant(), agentId, asOf),
                AgentView.class,
                AgentView::streamVersion);
    if (version == null) {
      return resources.show(past);
    }
    return resources
        .find(past)
        .zipWith(resources.find(versionOf(caller, agentId, agent, version)))
        .map(both -> both.getT1().withDefinition(both.getT2().definition()))
        .map(view -> resources.tagged(ResponseEntity.status(HttpStatus.OK), past, view));
  }

  private static Resource<AgentVersionView> versionOf(
      Caller caller, AgentId agentId, String agent, String version) {
    return new Resource<>(
        "version %s of agent %s".formatted(version, agent),
        new FindAgentVersion(caller.tenant(), agentId, version),
        AgentVersionView.class,
        AgentVersionView::number);
  }

  @GetMapping(value = "/{agent}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read an agent",
      description =
          "As `text/event-stream`: `snapshot` is the agent now, then `changed` is the agent after"
              + " each change.")
  @Answers(
      value = AgentView.class,
      problems = {NOT_FOUND})
  Flux<ServerSentEvent<Object>> watchOne(
      @AuthenticationPrincipal Caller caller, @PathVariable String agent) {
    var resource = AgentResource.named(caller, agent);
    return resources.find(resource).flatMapMany(_ -> streams.following(resources.follow(resource)));
  }
}
