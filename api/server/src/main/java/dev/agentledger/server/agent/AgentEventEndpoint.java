package dev.agentledger.server.agent;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The events of an agent itself: the moments at which it became another. */
@RestController
@RequestMapping("/api/v1/agents/{agent}/events")
@Tag(name = "agents")
class AgentEventEndpoint {

  private static final String STREAM_TYPE = "agent";
  private static final long BEFORE_THE_FIRST = -1;

  private final Resources resources;
  private final Queries queries;

  AgentEventEndpoint(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read the events of an agent, oldest first",
      description = "Each position is one as of which the agent can be read.")
  @Answers(
      value = EventPage.class,
      problems = {NOT_FOUND})
  Mono<EventPage> list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @Parameter(description = "Sequence of the last event that is known already") @RequestParam
          @Nullable Long after,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return resources
        .find(AgentResource.named(caller, agent))
        .flatMap(found -> events(caller, found, after, limit.value() + 1))
        .map(events -> EventPage.ofStream(events, limit.value()));
  }

  private Mono<List<RecordedEvent>> events(
      Caller caller, AgentView agent, @Nullable Long after, int limit) {
    return queries.stream(
            new ListStreamEvents(
                caller.tenant(),
                STREAM_TYPE,
                agent.agentId().value(),
                Objects.requireNonNullElse(after, BEFORE_THE_FIRST),
                limit,
                false),
            RecordedEvent.class)
        .collectList();
  }
}
