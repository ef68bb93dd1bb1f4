package dev.agentledger.server.approval;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_ALLOWED;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.STALE;
import static dev.agentledger.server.http.ProblemType.VERSION_MISMATCH;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.api.approval.ApprovalCommand;
import dev.agentledger.api.approval.ApprovalStatus;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.DenyApproval;
import dev.agentledger.api.approval.GrantApproval;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.http.WouldRecord;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * How people decide.
 *
 * <p>Who may is a rule of each approval, which may name people and not roles; so the edge asks for
 * a key only and leaves the rest to the decision itself.
 */
@RestController
@AnsweredBy("approval-queue")
@RequestMapping("/api/v1/approvals/{approval}")
@Tag(name = "approvals")
class DecisionEndpoint {

  private static final Duration PATIENCE_FOR_A_WITHDRAWAL = Duration.ofSeconds(3);

  private final Resources resources;
  private final Commands commands;
  private final Subjects subjects;
  private final Amendments amendments;

  DecisionEndpoint(
      Resources resources, Commands commands, Subjects subjects, Amendments amendments) {
    this.resources = resources;
    this.commands = commands;
    this.subjects = subjects;
    this.amendments = amendments;
  }

  @PostMapping("/approve")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Agree",
      description =
          "Refused as stale, with the difference, when the subject is no longer what was to be"
              + " approved. The rule of the approval decides who may. A tool call that needs one"
              + " approval can be approved with other `arguments`, which the tool must accept.")
  @Answers(
      value = ApprovalView.class,
      problems = {NOT_FOUND, NOT_ALLOWED, WRONG_STATE, STALE, INVALID})
  Mono<ResponseEntity<Object>> approve(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String approval,
      @RequestBody(required = false) @Nullable Verdict body,
      Intent intent) {
    var verdict = Objects.requireNonNullElse(body, Verdict.SILENT);
    return decide(
        caller,
        approval,
        verdict,
        intent,
        (found, seen) ->
            amendments
                .of(caller, found, verdict.arguments())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(
                    amendment ->
                        new GrantApproval(
                            found.approvalId(),
                            caller.asVoter(),
                            verdict.comment(),
                            amendment.orElse(null),
                            seen,
                            Instant.now())));
  }

  @PostMapping("/reject")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Disagree",
      description = "With a comment. The rule of the approval decides who may.")
  @Answers(
      value = ApprovalView.class,
      problems = {NOT_FOUND, NOT_ALLOWED, WRONG_STATE, STALE, INVALID})
  Mono<ResponseEntity<Object>> reject(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String approval,
      @RequestBody(required = false) @Nullable Verdict body,
      Intent intent) {
    var verdict = Objects.requireNonNullElse(body, Verdict.SILENT);
    var comment = verdict.comment();
    if (comment == null || comment.isBlank()) {
      return Mono.error(
          () -> Problem.of(INVALID, "comment: a rejection says why, so that it can be mended"));
    }
    if (verdict.arguments() != null) {
      return Mono.error(
          () ->
              Problem.of(
                  INVALID,
                  "arguments: a rejection changes none; say in the comment which are wanted"));
    }
    return decide(
        caller,
        approval,
        verdict,
        intent,
        (found, seen) ->
            Mono.just(
                new DenyApproval(
                    found.approvalId(), caller.asVoter(), comment, seen, Instant.now())));
  }

  @PostMapping("/withdraw")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Take the matter off the table",
      description = "For whoever asked, and for administrators.")
  @Answers(
      value = ApprovalView.class,
      status = {200, 202},
      problems = {NOT_FOUND, NOT_ALLOWED, WRONG_STATE})
  Mono<ResponseEntity<Object>> withdraw(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String approval,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var resource = ApprovalResource.named(caller, approval);
    return resources
        .find(resource)
        .doOnNext(found -> mayWithdraw(caller, found, intent))
        .flatMap(
            found ->
                commands.send(
                    caller, withdrawalOf(caller, found, body), new Intent(null, intent.dryRun())))
        .flatMap(
            recorded ->
                intent.dryRun()
                    ? Mono.just(ResponseEntity.ok(new WouldRecord(true, recorded.facts())))
                    : closed(resource));
  }

  private Mono<ResponseEntity<Object>> decide(
      Caller caller,
      String approval,
      Verdict verdict,
      Intent intent,
      BiFunction<ApprovalView, ApprovalSubject, Mono<? extends ApprovalCommand>> decision) {
    var resource = ApprovalResource.named(caller, approval);
    return resources
        .find(resource)
        .flatMap(
            found ->
                subjects.seen(caller, found, verdict).flatMap(seen -> decision.apply(found, seen)))
        .flatMap(command -> resources.write(resource, caller, command, intent))
        .onErrorResume(
            CommandRefused.class, refusal -> subjects.explain(caller, resource, refusal));
  }

  /** The withdrawal reaches the approval through its subject, so it may take a moment. */
  private Mono<ResponseEntity<Object>> closed(Resource<ApprovalView> resource) {
    return resources
        .follow(resource)
        .takeUntil(view -> view.status() != ApprovalStatus.PENDING)
        .take(PATIENCE_FOR_A_WITHDRAWAL)
        .last()
        .map(
            view ->
                resources.tagged(
                    ResponseEntity.status(
                        view.status() == ApprovalStatus.PENDING
                            ? HttpStatus.ACCEPTED
                            : HttpStatus.OK),
                    resource,
                    view));
  }

  private static Object withdrawalOf(Caller caller, ApprovalView approval, @Nullable Reason body) {
    var subject = approval.subject();
    var reason = Objects.requireNonNullElse(Reason.in(body), "Withdrawn by " + caller.name());
    return switch (subject.kind()) {
      case AGENT_PROMOTION ->
          new WithdrawPromotion(new AgentId(subject.id()), subject.reference(), reason);
      case TOOL_CALL ->
          new RejectToolCall(new RunId(subject.id()), subject.reference(), reason, caller.name());
    };
  }

  private static void mayWithdraw(Caller caller, ApprovalView approval, Intent intent) {
    if (!approval.requestedBy().equals(caller.name()) && !caller.has(Role.ADMIN)) {
      throw Problem.of(
          NOT_ALLOWED,
          "A request is withdrawn by %s, who made it, or by an administrator"
              .formatted(approval.requestedBy()));
    }
    if (approval.status() != ApprovalStatus.PENDING) {
      throw Problem.of(WRONG_STATE, "The approval is not pending any more");
    }
    if (intent.expectedVersion() != null && intent.expectedVersion() != approval.streamVersion()) {
      throw Problem.of(
          VERSION_MISMATCH,
          "The approval is at version %d, not %d"
              .formatted(approval.streamVersion(), intent.expectedVersion()));
    }
  }
}
