package dev.agentledger.server.approval;

import static dev.agentledger.api.CommandRefused.Reason.STALE;
import static dev.agentledger.api.CommandRefused.Reason.WRONG_STATE;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.CompareAgentVersions;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.VersionComparison;
import dev.agentledger.api.approval.ApprovalStatus;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.run.CallStanding;
import dev.agentledger.api.run.FindCall;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What approvals are about, as it is now, and how that differs from what was to be approved. */
@Component
class Subjects {

  private final Resources resources;
  private final Queries queries;

  Subjects(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  /** The subject as it is now; a stale problem when the approver saw something else. */
  Mono<ApprovalSubject> seen(Caller caller, ApprovalView approval, Verdict verdict) {
    return now(caller, approval.subject())
        .flatMap(
            now ->
                matches(verdict, now)
                    ? Mono.just(now)
                    : stale(caller, approval.subject(), now, "It changed since you saw it"));
  }

  /**
   * Says what changed when a decision was refused because its subject moved on, be it that the
   * approval still waits or that it was withdrawn for that very reason.
   */
  <T> Mono<T> explain(Caller caller, Resource<ApprovalView> resource, CommandRefused refusal) {
    if (refusal.reason() != STALE && refusal.reason() != WRONG_STATE) {
      return Mono.error(refusal);
    }
    return resources
        .find(resource)
        .flatMap(
            approval ->
                now(caller, approval.subject())
                    .flatMap(
                        now ->
                            refusal.reason() == STALE || lapsed(approval, now)
                                ? stale(
                                    caller,
                                    approval.subject(),
                                    now,
                                    String.valueOf(refusal.getMessage()))
                                : Mono.<T>error(refusal)));
  }

  private static boolean lapsed(ApprovalView approval, ApprovalSubject now) {
    return !approval.subject().hash().equals(now.hash())
        && (approval.status() == ApprovalStatus.PENDING
            || approval.status() == ApprovalStatus.WITHDRAWN);
  }

  private Mono<ApprovalSubject> now(Caller caller, ApprovalSubject subject) {
    return switch (subject.kind()) {
      case AGENT_PROMOTION ->
          resources
              .find(agentOf(caller, subject))
              .map(
                  agent ->
                      new ApprovalSubject(
                          subject.kind(),
                          subject.id(),
                          subject.reference(),
                          subject.label(),
                          candidateHash(agent),
                          agent.streamVersion()));
      case TOOL_CALL ->
          queries
              .find(
                  new FindCall(caller.tenant(), new RunId(subject.id()), subject.reference()),
                  CallStanding.class)
              .switchIfEmpty(
                  Mono.error(
                      () -> Problem.of(ProblemType.NOT_FOUND, "There is no run " + subject.id())))
              .map(call -> heldNow(subject, call));
    };
  }

  /** What other calls of the run do leaves this one as it is; only the end of the run does not. */
  private static ApprovalSubject heldNow(ApprovalSubject subject, CallStanding call) {
    if (call.waitsFor() != CallStanding.WaitsFor.APPROVAL) {
      return subject;
    }
    if (call.ended() != null) {
      throw Problem.of(
          ProblemType.WRONG_STATE,
          "Run %s %s; nothing was called".formatted(call.runId(), inWords(call.ended())));
    }
    return new ApprovalSubject(
        subject.kind(),
        subject.id(),
        subject.reference(),
        subject.label(),
        Objects.requireNonNull(call.argumentsHash(), "what waits for approval has arguments"),
        call.since());
  }

  private static String inWords(CallStanding.End ended) {
    return switch (ended) {
      case CANCELLED -> "was cancelled";
      case FAILED -> "failed";
      case COMPLETED -> "is completed";
    };
  }

  private static Resource<AgentView> agentOf(Caller caller, ApprovalSubject subject) {
    return new Resource<>(
        "agent " + subject.label(),
        new FindAgent(caller.tenant(), new AgentId(subject.id())),
        AgentView.class,
        AgentView::streamVersion);
  }

  private static String candidateHash(AgentView agent) {
    var candidate = agent.candidate();
    return candidate == null ? agent.latest().hash() : candidate.version().hash();
  }

  private static boolean matches(Verdict verdict, ApprovalSubject now) {
    return (verdict.hash() == null || verdict.hash().equals(now.hash()))
        && (verdict.streamVersion() == null || verdict.streamVersion() == now.streamVersion());
  }

  private <T> Mono<T> stale(
      Caller caller, ApprovalSubject expected, ApprovalSubject actual, String detail) {
    var members = new LinkedHashMap<String, Object>();
    members.put("expected", place(expected));
    members.put("actual", place(actual));
    return difference(caller, expected, actual)
        .doOnNext(difference -> members.put("difference", difference))
        .then(Mono.error(() -> Problem.of(ProblemType.STALE, detail, members)));
  }

  private Mono<VersionComparison> difference(
      Caller caller, ApprovalSubject expected, ApprovalSubject actual) {
    return switch (expected.kind()) {
      case AGENT_PROMOTION ->
          queries.find(
              new CompareAgentVersions(
                  caller.tenant(), new AgentId(expected.id()), expected.hash(), actual.hash()),
              VersionComparison.class);
      case TOOL_CALL -> Mono.empty();
    };
  }

  private static Map<String, Object> place(ApprovalSubject subject) {
    return Map.of("hash", subject.hash(), "streamVersion", subject.streamVersion());
  }
}
