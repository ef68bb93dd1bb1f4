package dev.agentledger.server.projection;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.projection.DiscardDeadLetter;
import dev.agentledger.api.projection.FindProjection;
import dev.agentledger.api.projection.ListProjections;
import dev.agentledger.api.projection.ProjectionList;
import dev.agentledger.api.projection.ProjectionView;
import dev.agentledger.api.projection.RetryDeadLetter;
import dev.agentledger.api.projection.SwitchBack;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Projections: how far each has read, and what it could not digest. */
@RestController
@RequestMapping("/api/v1/projections")
@Tag(name = "projections", description = "What is remembered for reading, and building it anew")
class ProjectionEndpoint {

  private final Commands commands;
  private final Queries queries;

  ProjectionEndpoint(Commands commands, Queries queries) {
    this.commands = commands;
    this.queries = queries;
  }

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
    return queries.ask(new ListProjections(caller.tenant()), ProjectionList.class);
  }

  @GetMapping("/{projection}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a projection")
  @Answers(value = ProjectionView.class, problems = NOT_FOUND)
  Mono<ProjectionView> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String projection) {
    return queries
        .find(new FindProjection(caller.tenant(), projection), ProjectionView.class)
        .switchIfEmpty(Mono.error(() -> missing(projection)));
  }

  @PostMapping("/{projection}/switch-back")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(
      summary = "Serve the generation before the last switch again",
      description = "While it is kept. Harmless for readers: it has caught up before it serves.")
  @Answers(
      value = ProjectionView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ProjectionView> switchBack(
      @AuthenticationPrincipal Caller caller, @PathVariable String projection) {
    return commands
        .order(caller, new SwitchBack(projection), Boolean.class)
        .then(show(caller, projection));
  }

  @PostMapping("/{projection}/dead-letters/{eventId}/retry")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Try an event again, and what waits behind it")
  @Answers(value = Tried.class, problems = NOT_FOUND)
  Mono<Tried> retry(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String projection,
      @PathVariable String eventId) {
    return commands
        .order(caller, new RetryDeadLetter(projection, caller.tenant(), eventId), Boolean.class)
        .map(Tried::new);
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
    return commands
        .order(caller, new DiscardDeadLetter(projection, caller.tenant(), eventId), Boolean.class)
        .then();
  }

  static Problem missing(String projection) {
    return Problem.of(NOT_FOUND, "There is no projection " + projection);
  }
}
