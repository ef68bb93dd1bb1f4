package dev.agentledger.server.approval;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.approval.ApprovalChange;
import dev.agentledger.api.approval.ApprovalPage;
import dev.agentledger.api.approval.ApprovalStatus;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.ListApprovals;
import dev.agentledger.api.approval.WatchApprovals;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.LiveList;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

/** The queue of human decisions, as readers see it. */
@RestController
@AnsweredBy("approval-queue")
@RequestMapping("/api/v1/approvals")
@Tag(name = "approvals", description = "One queue for everything that people decide")
class ApprovalEndpoint {

  private final Resources resources;
  private final Queries queries;
  private final EventStreams streams;

  ApprovalEndpoint(Resources resources, Queries queries, EventStreams streams) {
    this.resources = resources;
    this.queries = queries;
    this.streams = streams;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List approvals, newest first")
  @Answers(ApprovalPage.class)
  Mono<ApprovalPage> list(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "Any of them; all when absent") @RequestParam(defaultValue = "")
          Set<ApprovalStatus> status,
      @RequestParam ApprovalSubject.@Nullable Kind kind,
      @Parameter(description = "Id or name of what is to be decided") @RequestParam
          @Nullable String subject,
      @Parameter(description = "Only what waits for your decision")
          @RequestParam(defaultValue = "false")
          boolean mine,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        listOf(caller, status, kind, subject, mine, cursor, limit), ApprovalPage.class);
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
      @RequestParam(defaultValue = "") Set<ApprovalStatus> status,
      @RequestParam ApprovalSubject.@Nullable Kind kind,
      @RequestParam @Nullable String subject,
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    var list = listOf(caller, status, kind, subject, mine, cursor, limit);
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
    return resources.show(ApprovalResource.named(caller, approval));
  }

  @GetMapping(value = "/{approval}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read an approval",
      description =
          "As `text/event-stream`: `snapshot` is the approval now, then `changed` is the approval"
              + " after each change.")
  @Answers(value = ApprovalView.class, problems = NOT_FOUND)
  Flux<ServerSentEvent<Object>> watchOne(
      @AuthenticationPrincipal Caller caller, @PathVariable String approval) {
    var resource = ApprovalResource.named(caller, approval);
    return resources.find(resource).flatMapMany(_ -> streams.following(resources.follow(resource)));
  }

  private static ListApprovals listOf(
      Caller caller,
      Set<ApprovalStatus> status,
      ApprovalSubject.@Nullable Kind kind,
      @Nullable String subject,
      boolean mine,
      @Nullable String cursor,
      PageSize limit) {
    return new ListApprovals(
        caller.tenant(),
        status,
        kind,
        subject,
        mine ? caller.asVoter() : null,
        cursor,
        limit.value());
  }
}
