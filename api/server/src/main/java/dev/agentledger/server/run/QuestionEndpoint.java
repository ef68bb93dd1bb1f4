package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_ALLOWED;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.run.AnswerQuestion;
import dev.agentledger.api.run.CallStanding;
import dev.agentledger.api.run.CallStanding.WaitsFor;
import dev.agentledger.api.run.FindCall;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What runs ask people, and what people answer. */
@RestController
@AnsweredBy("runs")
@RequestMapping("/api/v1/runs/{run}/questions")
@Tag(name = "runs")
class QuestionEndpoint {

  private final Resources resources;
  private final Queries queries;

  QuestionEndpoint(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  /**
   * What a person says.
   *
   * @param answer one of the choices, where the question has any
   */
  record Reply(String answer) {}

  @PostMapping("/{callId}/answer")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Answer a question",
      description =
          "For operators, approvers, and whoever started the run, which then goes on. Harmless when"
              + " the same answer was given already.")
  @Answers(
      value = RunView.class,
      problems = {NOT_FOUND, NOT_ALLOWED, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> answer(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String run,
      @PathVariable String callId,
      @RequestBody Reply reply,
      Intent intent) {
    var runId = RunResource.idOf(run);
    return queries
        .find(new FindCall(caller.tenant(), runId, callId), CallStanding.class)
        .switchIfEmpty(
            Mono.error(
                () ->
                    Problem.of(
                        NOT_FOUND, "There is no question %s of a run %s".formatted(callId, run))))
        .doOnNext(
            question -> {
              requireEntitled(caller, question);
              requireChoice(reply, question);
            })
        .flatMap(
            _ ->
                resources.write(
                    RunResource.of(caller, runId),
                    caller,
                    new AnswerQuestion(runId, callId, reply.answer(), caller.name()),
                    intent));
  }

  private static void requireEntitled(Caller caller, CallStanding question) {
    if (!caller.has(Role.OPERATOR)
        && !caller.has(Role.APPROVER)
        && !caller.name().equals(question.user())) {
      throw Problem.of(
          NOT_ALLOWED,
          "A question is answered by operators, by approvers, and by %s, who started the run"
              .formatted(question.user()));
    }
  }

  private static void requireChoice(Reply reply, CallStanding question) {
    if (reply.answer().isBlank()) {
      throw Problem.of(INVALID, "answer: must say something");
    }
    if (question.waitsFor(WaitsFor.ANSWER)
        && !question.choices().isEmpty()
        && !question.choices().contains(reply.answer())) {
      throw Problem.of(
          INVALID, "answer: must be one of the choices", Map.of("choices", question.choices()));
    }
  }
}
