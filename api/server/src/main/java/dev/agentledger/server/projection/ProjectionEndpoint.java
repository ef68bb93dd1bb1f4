package dev.agentledger.server.projection;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.projection.ParkedStream;
import dev.agentledger.api.projection.ProjectionDeadLetters;
import dev.agentledger.api.projection.ProjectionRebuilds;
import dev.agentledger.api.projection.ProjectionView;
import dev.agentledger.api.projection.Projections;
import dev.agentledger.api.projection.RebuildView;
import dev.agentledger.server.http.Blocking;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Projections: how far each has read, and what it could not digest. */
@RestController
@RequestMapping("/api/v1/projections")
@Tag(name = "projections", description = "What is remembered for reading, and building it anew")
class ProjectionEndpoint {

  private final Projections projections;
  private final ProjectionRebuilds rebuilds;
  private final ProjectionDeadLetters letters;

  ProjectionEndpoint(
      Projections projections, ProjectionRebuilds rebuilds, ProjectionDeadLetters letters) {
    this.projections = projections;
    this.rebuilds = rebuilds;
    this.letters = letters;
  }

  /** All projections, by name. */
  record ProjectionList(List<ProjectionView> items) {}

  /**
   * What came of trying again.
   *
   * @param resolved whether nothing waits any more for this stream
   */
  record Tried(boolean resolved) {}

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List projections by name")
  @Answers(ProjectionList.class)
  Mono<ProjectionList> list(@AuthenticationPrincipal Caller caller) {
    return Blocking.call(() -> new ProjectionList(projections.all(caller.tenant())));
  }

  @GetMapping("/{projection}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a projection")
  @Answers(value = ProjectionView.class, problems = NOT_FOUND)
  Mono<ProjectionView> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String projection) {
    return Blocking.call(
        () -> projections.find(caller.tenant(), projection).orElseThrow(() -> missing(projection)));
  }

  @PostMapping("/{projection}/switch-back")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(
      summary = "Serve the generation before the last switch again",
      description =
          "While it is kept. It is a rebuild that begins where that generation was left, and"
              + " switches as soon as it has caught up.")
  @Answers(
      value = RebuildView.class,
      status = 201,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<RebuildView>> switchBack(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String projection,
      ServerWebExchange exchange) {
    var rebuildId = RequestIds.next("rebuild_", exchange);
    return Blocking.call(() -> rebuilds.switchBack(projection, rebuildId, caller.name()))
        .map(RebuildEndpoint::created);
  }

  @PostMapping("/{projection}/dead-letters/{eventId}/retry")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Try an event again, and what waits behind it")
  @Answers(value = Tried.class, problems = NOT_FOUND)
  Mono<Tried> retry(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String projection,
      @PathVariable String eventId) {
    return Blocking.call(
        () -> new Tried(letters.retry(projection, letter(caller, projection, eventId).streamId())));
  }

  @DeleteMapping("/{projection}/dead-letters/{eventId}")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Give an event up for one projection")
  @Answers(status = 204, problems = NOT_FOUND)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> discard(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String projection,
      @PathVariable String eventId) {
    return Blocking.run(
        () -> letters.discard(projection, letter(caller, projection, eventId).streamId(), eventId));
  }

  private ParkedStream letter(Caller caller, String projection, String eventId) {
    return letters.of(caller.tenant()).stream()
        .filter(it -> it.projection().equals(projection) && it.eventId().equals(eventId))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                    NOT_FOUND,
                    "Event %s does not wait first in line for %s".formatted(eventId, projection)));
  }

  static Problem missing(String projection) {
    return Problem.of(NOT_FOUND, "There is no projection " + projection);
  }
}
