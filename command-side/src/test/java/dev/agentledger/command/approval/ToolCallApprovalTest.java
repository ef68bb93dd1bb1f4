package dev.agentledger.command.approval;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AMENDMENT;
import static dev.agentledger.events.EventSamples.APPROVAL;
import static dev.agentledger.events.EventSamples.APPROVAL_REQUESTED;
import static dev.agentledger.events.EventSamples.APPROVAL_RULE;
import static dev.agentledger.events.EventSamples.CALL_APPROVAL_DECIDED;
import static dev.agentledger.events.EventSamples.CALL_APPROVAL_GRANTED;
import static dev.agentledger.events.EventSamples.CALL_APPROVAL_REQUESTED;
import static dev.agentledger.events.EventSamples.CALL_SUBJECT;
import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.NOON;
import static dev.agentledger.events.EventSamples.PROPOSED_CALL;
import static dev.agentledger.events.EventSamples.SUBJECT;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.approval.GrantApproval;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.Voter;
import dev.agentledger.events.approval.Amendment;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** What is particular when people decide on a tool call. */
class ToolCallApprovalTest {

  private static final ApprovalRequested TWO_MUST_AGREE =
      new ApprovalRequested(
          APPROVAL,
          CALL_SUBJECT,
          PROPOSED_CALL,
          CALL_APPROVAL_REQUESTED.title(),
          CALL_APPROVAL_REQUESTED.reasons(),
          ADA,
          List.of(ADA),
          new ApprovalRule(
              2,
              Role.APPROVER,
              List.of(),
              APPROVAL_RULE.remindAfter(),
              APPROVAL_RULE.escalateAfter(),
              APPROVAL_RULE.expireAfter()),
          CALL_APPROVAL_REQUESTED.expiresAt());

  private final FixtureConfiguration<Approval> approval =
      new AggregateTestFixture<>(Approval.class);

  @Test
  void theRequestRecordsTheCallAsApproversSeeIt() {
    approval
        .givenNoPriorActivity()
        .when(
            new RequestApproval(
                APPROVAL,
                CALL_SUBJECT,
                PROPOSED_CALL,
                CALL_APPROVAL_REQUESTED.title(),
                CALL_APPROVAL_REQUESTED.reasons(),
                ADA,
                List.of(ADA),
                APPROVAL_RULE,
                NOON))
        .expectEvents(CALL_APPROVAL_REQUESTED);
  }

  @Test
  void anApproverWhoDecidesAloneMayChangeTheArguments() {
    approval
        .given(CALL_APPROVAL_REQUESTED)
        .when(grant(GRACE, AMENDMENT, CALL_SUBJECT))
        .expectEvents(CALL_APPROVAL_GRANTED, CALL_APPROVAL_DECIDED);
  }

  @Test
  void theArgumentsMayAlsoStayAsTheyAre() {
    approval
        .given(CALL_APPROVAL_REQUESTED)
        .when(grant(GRACE, null, CALL_SUBJECT))
        .expectEvents(
            new ApprovalGranted(APPROVAL, GRACE, "The order is number 8", null),
            new ApprovalDecided(
                APPROVAL, Decision.APPROVED, List.of(GRACE), "The order is number 8", null));
  }

  @Test
  void whereSeveralMustAgreeNobodyChangesTheArguments() {
    approval
        .given(TWO_MUST_AGREE)
        .when(grant(GRACE, AMENDMENT, CALL_SUBJECT))
        .expectException(
            refusal(
                Reason.INVALID,
                "2 people must agree to the same arguments, so nobody changes them; reject the call and say which are wanted"));
  }

  @Test
  void aPromotionHasNoArgumentsToChange() {
    approval
        .given(APPROVAL_REQUESTED)
        .when(grant(GRACE, AMENDMENT, SUBJECT))
        .expectException(
            refusal(
                Reason.INVALID,
                "A promotion has no arguments to change; reject it and say what is wrong"));
  }

  @Test
  void whoeverStartedTheRunDoesNotDecide() {
    approval
        .given(CALL_APPROVAL_REQUESTED)
        .when(grant(ADA, null, CALL_SUBJECT))
        .expectException(
            refusal(Reason.NOT_ALLOWED, "ada asked for this decision, so someone else takes it"));
  }

  @Test
  void otherArgumentsThanThoseThatWereHeldAreStale() {
    approval
        .given(CALL_APPROVAL_REQUESTED)
        .when(
            grant(
                GRACE,
                null,
                new ApprovalSubject(
                    CALL_SUBJECT.kind(),
                    CALL_SUBJECT.id(),
                    CALL_SUBJECT.reference(),
                    CALL_SUBJECT.label(),
                    "sha256:other",
                    CALL_SUBJECT.streamVersion())))
        .expectException(
            refusal(
                Reason.STALE,
                "Approval apr_1 is about %s at version 4; it is now sha256:other at version 4"
                    .formatted(CALL_SUBJECT.hash())));
  }

  private static GrantApproval grant(String voter, Amendment amendment, ApprovalSubject seen) {
    return new GrantApproval(
        APPROVAL,
        new Voter(voter, Set.of(Role.APPROVER)),
        "The order is number 8",
        amendment,
        seen,
        NOON);
  }
}
