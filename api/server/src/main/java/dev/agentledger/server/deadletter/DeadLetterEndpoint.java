package dev.agentledger.server.deadletter;

import dev.agentledger.server.http.Blocking;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
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

/** Dead letters over HTTP, for operators. */
@RestController
@RequestMapping("/api/v1/dead-letters")
@Tag(name = "dead letters", description = "Events that a processor could not handle")
class DeadLetterEndpoint {

  private final DeadLetters letters;

  DeadLetterEndpoint(DeadLetters letters) {
    this.letters = letters;
  }

  /** What waits. */
  record DeadLetterList(List<DeadLetterView> items) {}

  /**
   * What came of trying again.
   *
   * @param resolved whether nothing waits any more for this stream
   */
  record Retried(boolean resolved) {}

  @GetMapping
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "List the events that wait")
  @Answers(DeadLetterList.class)
  Mono<DeadLetterList> list(@AuthenticationPrincipal Caller caller) {
    return Blocking.call(() -> new DeadLetterList(letters.of(caller.tenant())));
  }

  @PostMapping("/{group}/{eventId}/retry")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Try an event again, and what waits behind it")
  @Answers(value = Retried.class, problems = ProblemType.NOT_FOUND)
  Mono<Retried> retry(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String group,
      @PathVariable String eventId) {
    return Blocking.call(() -> new Retried(letters.retry(letter(caller, group, eventId))));
  }

  @DeleteMapping("/{group}/{eventId}")
  @PreAuthorize("hasRole('OPERATOR')")
  @Operation(summary = "Give an event up for one processor")
  @Answers(status = 204, problems = ProblemType.NOT_FOUND)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> discard(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String group,
      @PathVariable String eventId) {
    return Blocking.run(() -> letters.discard(letter(caller, group, eventId)));
  }

  private DeadLetterView letter(Caller caller, String group, String eventId) {
    return letters.of(caller.tenant()).stream()
        .filter(letter -> letter.group().equals(group) && letter.eventId().equals(eventId))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                    ProblemType.NOT_FOUND,
                    "Event %s does not wait first in line for %s".formatted(eventId, group)));
  }
}
