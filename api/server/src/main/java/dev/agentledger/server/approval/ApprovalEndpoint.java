package dev.agentledger.server.approval;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_ALLOWED;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.STALE;
import static dev.agentledger.server.http.ProblemType.VERSION_MISMATCH;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.api.approval.ApprovalChange;
import dev.agentledger.api.approval.ApprovalCommand;
import dev.agentledger.api.approval.ApprovalPage;
import dev.agentledger.api.approval.ApprovalStatus;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.DenyApproval;
import dev.agentledger.api.approval.FindApproval;
import dev.agentledger.api.approval.GrantApproval;
import dev.agentledger.api.approval.ListApprovals;
import dev.agentledger.api.approval.WatchApprovals;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.LiveList;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.http.WouldRecord;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The queue of human decisions.
 *
 * <p>Who may decide is a rule of each approval, which may name people and not roles; so the edge
 * asks for a key only and leaves the rest to the decision itself.
 */
@RestController
@AnsweredBy("approval-queue")
@RequestMapping("/api/v1/approvals")
@Tag(name = "approvals", description = "One queue for everything that people decide")
class ApprovalEndpoint {

  private static final Duration PATIENCE_FOR_A_WITHDRAWAL = Duration.ofSeconds(3);

  private final Resources resources;
  private final Commands commands;
  private final Queries queries;
  private final Subjects subjects;
  private final EventStreams streams;

  ApprovalEndpoint(
      Resources resources,
      Commands commands,
      Queries queries,
      Subjects subjects,
      EventStreams streams) {
    this.resources = resources;
    this.commands = commands;
    this.queries = queries;
    this.subjects = subjects;
    this.streams = streams;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List approvals, newest first")
  @Answers(ApprovalPage.class)
  Mono<ApprovalPage> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable ApprovalStatus status,
      @Parameter(description = "Id or name of what is to be decided") @RequestParam
          @Nullable String subject,
      @Parameter(description = "Only what waits for your decision")
          @RequestParam(defaultValue = "false")
          boolean mine,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(listOf(caller, status, subject, mine, cursor, limit), ApprovalPage.class);
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "List approvals, newest first",
      description =
          "As `text/event-stream`: `snapshot` is the page, then `changed` is each approval that"
              + " matches and changed, and `left` names one that matches no more.")
  @Answers(ApprovalPage.class)
  Flux<ServerSentEvent<Object>> watch(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable ApprovalStatus status,
      @RequestParam @Nullable String subject,
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    var list = listOf(caller, status, subject, mine, cursor, limit);
    return streams.alive(
        Flux.defer(
            () -> {
              var live =
                  new LiveList<ApprovalView>(
                      ApprovalView::approvalId,
                      ApprovalView::streamVersion,
                      list::matches,
                      approvalId -> Map.of("approvalId", approvalId));
              return queries.watch(
                  new WatchApprovals(list),
                  ApprovalPage.class,
                  ApprovalChange.class,
                  page -> Mono.just(live.snapshot(page, page.items())),
                  change ->
                      change.tenant().equals(caller.tenant())
                          ? live.change(change.approval())
                          : Mono.empty());
            }));
  }

  @GetMapping("/{approval}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read an approval")
  @Answers(
      value = ApprovalView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<ApprovalView>> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String approval) {
    return resources.show(named(caller, approval));
  }

  @PostMapping("/{approval}/approve")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Agree",
      description =
          "Refused as stale, with the difference, when the subject is no longer what was to be"
              + " approved. The rule of the approval decides who may.")
  @Answers(
      value = ApprovalView.class,
      problems = {NOT_FOUND, NOT_ALLOWED, WRONG_STATE, STALE})
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
        seen ->
            new GrantApproval(
                idOf(approval), caller.asVoter(), verdict.comment(), seen, Instant.now()));
  }

  @PostMapping("/{approval}/reject")
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
    return decide(
        caller,
        approval,
        verdict,
        intent,
        seen -> new DenyApproval(idOf(approval), caller.asVoter(), comment, seen, Instant.now()));
  }

  @PostMapping("/{approval}/withdraw")
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
    var resource = named(caller, approval);
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
      Function<ApprovalSubject, ApprovalCommand> decision) {
    var resource = named(caller, approval);
    return resources
        .find(resource)
        .flatMap(found -> subjects.seen(caller, found, verdict))
        .flatMap(seen -> resources.write(resource, caller, decision.apply(seen), intent))
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
    return switch (subject.kind()) {
      case AGENT_PROMOTION ->
          new WithdrawPromotion(
              new AgentId(subject.id()),
              subject.reference(),
              Objects.requireNonNullElse(Reason.in(body), "Withdrawn by " + caller.name()));
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

  private static ListApprovals listOf(
      Caller caller,
      @Nullable ApprovalStatus status,
      @Nullable String subject,
      boolean mine,
      @Nullable String cursor,
      PageSize limit) {
    return new ListApprovals(
        caller.tenant(), status, subject, mine ? caller.asVoter() : null, cursor, limit.value());
  }

  private static Resource<ApprovalView> named(Caller caller, String approval) {
    return new Resource<>(
        "approval " + approval,
        new FindApproval(caller.tenant(), idOf(approval)),
        ApprovalView.class,
        ApprovalView::streamVersion);
  }

  private static ApprovalId idOf(String approval) {
    if (approval.isBlank()) {
      throw Problem.of(NOT_FOUND, "There is no approval without an id");
    }
    return new ApprovalId(approval);
  }
}
