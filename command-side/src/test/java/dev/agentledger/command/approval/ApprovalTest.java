package dev.agentledger.command.approval;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.APPROVAL;
import static dev.agentledger.events.EventSamples.APPROVAL_DECIDED;
import static dev.agentledger.events.EventSamples.APPROVAL_DENIED;
import static dev.agentledger.events.EventSamples.APPROVAL_ESCALATED;
import static dev.agentledger.events.EventSamples.APPROVAL_EXPIRED;
import static dev.agentledger.events.EventSamples.APPROVAL_GRANTED;
import static dev.agentledger.events.EventSamples.APPROVAL_REMINDED;
import static dev.agentledger.events.EventSamples.APPROVAL_REQUESTED;
import static dev.agentledger.events.EventSamples.APPROVAL_RULE;
import static dev.agentledger.events.EventSamples.APPROVAL_WITHDRAWN;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.NOON;
import static dev.agentledger.events.EventSamples.SUBJECT;
import static dev.agentledger.events.EventSamples.VERSION;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.approval.DenyApproval;
import dev.agentledger.api.approval.EscalateApproval;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.api.approval.GrantApproval;
import dev.agentledger.api.approval.RemindApproval;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.Voter;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalDenied;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApprovalTest {

  private static final Voter APPROVER = new Voter(GRACE, Set.of(Role.APPROVER));
  private static final Voter SECOND_APPROVER = new Voter("heidi", Set.of(Role.APPROVER));
  private static final Voter ADMINISTRATOR = new Voter("root", Set.of(Role.ADMIN));
  private static final Voter BUILDER = new Voter("carol", Set.of(Role.BUILDER));

  private static final ApprovalRequested TWO_MUST_AGREE = requestedUnder(rule(2, List.of()));
  private static final ApprovalRequested GRACE_OR_HEIDI =
      requestedUnder(rule(1, List.of(GRACE, "heidi")));

  private final FixtureConfiguration<Approval> approval =
      new AggregateTestFixture<>(Approval.class);

  @Nested
  class Requesting {

    private static final RequestApproval REQUEST =
        new RequestApproval(
            APPROVAL,
            SUBJECT,
            null,
            APPROVAL_REQUESTED.title(),
            APPROVAL_REQUESTED.reasons(),
            ADA,
            List.of(ADA, BOB),
            APPROVAL_RULE,
            NOON);

    @Test
    void recordsWhenItWillBeTooLate() {
      approval.givenNoPriorActivity().when(REQUEST).expectEvents(APPROVAL_REQUESTED);
    }

    @Test
    void twiceRecordsNothingMore() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(REQUEST)
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class Granting {

    @Test
    void byOneSettlesAMatterThatNeedsOne() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantBy(APPROVER, "It only counts"))
          .expectEvents(APPROVAL_GRANTED, APPROVAL_DECIDED);
    }

    @Test
    void byTheFirstOfTwoSettlesNothingYet() {
      approval
          .given(TWO_MUST_AGREE)
          .when(grantBy(APPROVER, "It only counts"))
          .expectEvents(APPROVAL_GRANTED);
    }

    @Test
    void byTheSecondOfTwoSettlesItInBothNames() {
      approval
          .given(TWO_MUST_AGREE, APPROVAL_GRANTED)
          .when(grantBy(SECOND_APPROVER, null))
          .expectEvents(
              new ApprovalGranted(APPROVAL, "heidi", null, null),
              new ApprovalDecided(
                  APPROVAL, Decision.APPROVED, List.of(GRACE, "heidi"), null, null));
    }

    @Test
    void twiceByTheSameCountsOnce() {
      approval
          .given(TWO_MUST_AGREE, APPROVAL_GRANTED)
          .when(grantBy(APPROVER, "Again"))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void byAnAdministratorCountsWhicheverRoleIsNeeded() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantBy(ADMINISTRATOR, null))
          .expectEvents(
              new ApprovalGranted(APPROVAL, "root", null, null),
              new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of("root"), null, null));
    }

    @Test
    void byTheRequesterIsRefused() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantBy(new Voter(ADA, Set.of(Role.ADMIN)), null))
          .expectException(
              refusal(Reason.NOT_ALLOWED, "ada asked for this decision, so someone else takes it"))
          .expectNoEvents();
    }

    @Test
    void byTheLastEditorIsRefused() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantBy(new Voter(BOB, Set.of(Role.ADMIN)), null))
          .expectException(
              refusal(
                  Reason.NOT_ALLOWED,
                  "bob last edited what is to be decided, so someone else decides"))
          .expectNoEvents();
    }

    @Test
    void withoutTheRoleIsRefused() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantBy(BUILDER, null))
          .expectException(refusal(Reason.NOT_ALLOWED, "carol lacks the role approver"))
          .expectNoEvents();
    }

    @Test
    void byOneWhoIsNotAmongTheNamedIsRefusedEvenToAnAdministrator() {
      approval
          .given(GRACE_OR_HEIDI)
          .when(grantBy(ADMINISTRATOR, null))
          .expectException(
              refusal(Reason.NOT_ALLOWED, "root is none of the approvers: grace, heidi"))
          .expectNoEvents();
    }

    @Test
    void byAnAdministratorIsPossibleOnceItWasEscalated() {
      approval
          .given(GRACE_OR_HEIDI, APPROVAL_ESCALATED)
          .when(grantBy(ADMINISTRATOR, null))
          .expectEvents(
              new ApprovalGranted(APPROVAL, "root", null, null),
              new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of("root"), null, null));
    }

    @Test
    void byTheNamedIsStillPossibleOnceItWasEscalated() {
      approval
          .given(GRACE_OR_HEIDI, APPROVAL_ESCALATED)
          .when(grantBy(APPROVER, "It only counts"))
          .expectEvents(APPROVAL_GRANTED, APPROVAL_DECIDED);
    }

    @Test
    void ofAnotherContentIsStale() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantOf(seen(VERSION.hash(), 2)))
          .expectException(
              refusal(
                  Reason.STALE,
                  "Approval apr_1 is about %s at version 2; it is now %s at version 2"
                      .formatted(SUBJECT.hash(), VERSION.hash())))
          .expectNoEvents();
    }

    @Test
    void ofAStreamThatMovedIsStale() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantOf(seen(SUBJECT.hash(), 3)))
          .expectException(
              refusal(
                  Reason.STALE,
                  "Approval apr_1 is about %s at version 2; it is now %s at version 3"
                      .formatted(SUBJECT.hash(), SUBJECT.hash())))
          .expectNoEvents();
    }

    @Test
    void atTheLastMomentIsInTime() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantAt(APPROVAL_REQUESTED.expiresAt()))
          .expectEvents(APPROVAL_GRANTED, APPROVAL_DECIDED);
    }

    @Test
    void aMomentLaterIsTooLateThoughNobodyHasSaidSoYet() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(grantAt(APPROVAL_REQUESTED.expiresAt().plusNanos(1)))
          .expectException(refusal(Reason.WRONG_STATE, "Approval apr_1 is already expired"))
          .expectNoEvents();
    }

    @Test
    void whatIsSettledIsRefusedWithItsOutcome() {
      approval
          .given(APPROVAL_REQUESTED, APPROVAL_GRANTED, APPROVAL_DECIDED)
          .when(grantBy(SECOND_APPROVER, null))
          .expectException(refusal(Reason.WRONG_STATE, "Approval apr_1 is already approved"))
          .expectNoEvents();
    }

    @Test
    void whatWasWithdrawnIsRefused() {
      approval
          .given(APPROVAL_REQUESTED, APPROVAL_WITHDRAWN)
          .when(grantBy(APPROVER, null))
          .expectException(refusal(Reason.WRONG_STATE, "Approval apr_1 is already withdrawn"))
          .expectNoEvents();
    }

    @Test
    void whatNobodyAskedForIsRefused() {
      approval
          .givenNoPriorActivity()
          .when(grantBy(APPROVER, null))
          .expectException(refusal(Reason.NOT_FOUND, "Approval apr_1 does not exist"))
          .expectNoEvents();
    }
  }

  @Nested
  class Denying {

    @Test
    void byOneSettlesTheMatter() {
      approval
          .given(TWO_MUST_AGREE)
          .when(denyBy(APPROVER, "It calls out"))
          .expectEvents(
              APPROVAL_DENIED,
              new ApprovalDecided(
                  APPROVAL, Decision.REJECTED, List.of(GRACE), "It calls out", null));
    }

    @Test
    void withoutACommentIsRefused() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(denyBy(APPROVER, " "))
          .expectException(refusal(Reason.INVALID, "A rejection needs a comment"))
          .expectNoEvents();
    }

    @Test
    void afterOnesOwnApprovalIsRefused() {
      approval
          .given(TWO_MUST_AGREE, APPROVAL_GRANTED)
          .when(denyBy(APPROVER, "It calls out"))
          .expectException(
              refusal(Reason.WRONG_STATE, "Approval apr_1 already has the approval of grace"))
          .expectNoEvents();
    }

    @Test
    void byTheRequesterIsRefused() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(denyBy(new Voter(ADA, Set.of(Role.APPROVER)), "On second thoughts"))
          .expectException(
              refusal(Reason.NOT_ALLOWED, "ada asked for this decision, so someone else takes it"))
          .expectNoEvents();
    }

    @Test
    void whatIsSettledIsRefusedWithItsOutcome() {
      approval
          .given(
              APPROVAL_REQUESTED,
              new ApprovalDenied(APPROVAL, "heidi", "No"),
              new ApprovalDecided(APPROVAL, Decision.REJECTED, List.of("heidi"), "No", null))
          .when(denyBy(APPROVER, "It calls out"))
          .expectException(refusal(Reason.WRONG_STATE, "Approval apr_1 is already rejected"))
          .expectNoEvents();
    }

    private static DenyApproval denyBy(Voter voter, String comment) {
      return new DenyApproval(APPROVAL, voter, comment, SUBJECT, NOON);
    }
  }

  @Nested
  class Waiting {

    @Test
    void longRemindsTheApproversOnce() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(new RemindApproval(APPROVAL))
          .expectEvents(APPROVAL_REMINDED);
    }

    @Test
    void longRemindsNobodyTwice() {
      approval
          .given(APPROVAL_REQUESTED, APPROVAL_REMINDED)
          .when(new RemindApproval(APPROVAL))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void longerLetsAdministratorsDecideToo() {
      approval
          .given(APPROVAL_REQUESTED, APPROVAL_REMINDED)
          .when(new EscalateApproval(APPROVAL))
          .expectEvents(APPROVAL_ESCALATED);
    }

    @Test
    void tooLongEndsIt() {
      approval
          .given(APPROVAL_REQUESTED, APPROVAL_ESCALATED)
          .when(new ExpireApproval(APPROVAL))
          .expectEvents(APPROVAL_EXPIRED);
    }

    @Test
    void isOverOnceItIsSettled() {
      approval
          .given(APPROVAL_REQUESTED, APPROVAL_GRANTED, APPROVAL_DECIDED)
          .when(new ExpireApproval(APPROVAL))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class Withdrawing {

    @Test
    void takesAPendingMatterOffTheTable() {
      approval
          .given(APPROVAL_REQUESTED)
          .when(new WithdrawApproval(APPROVAL, "The agent was archived"))
          .expectEvents(APPROVAL_WITHDRAWN);
    }

    @Test
    void whatIsSettledChangesNothing() {
      approval
          .given(APPROVAL_REQUESTED, APPROVAL_GRANTED, APPROVAL_DECIDED)
          .when(new WithdrawApproval(APPROVAL, "The agent was archived"))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  private static GrantApproval grantBy(Voter voter, String comment) {
    return new GrantApproval(APPROVAL, voter, comment, null, SUBJECT, NOON);
  }

  private static GrantApproval grantOf(ApprovalSubject seen) {
    return new GrantApproval(APPROVAL, APPROVER, null, null, seen, NOON);
  }

  private static GrantApproval grantAt(Instant at) {
    return new GrantApproval(APPROVAL, APPROVER, "It only counts", null, SUBJECT, at);
  }

  private static ApprovalSubject seen(String hash, long streamVersion) {
    return new ApprovalSubject(
        SUBJECT.kind(), SUBJECT.id(), SUBJECT.reference(), SUBJECT.label(), hash, streamVersion);
  }

  private static ApprovalRule rule(int approvals, List<String> approvers) {
    return new ApprovalRule(
        approvals,
        Role.APPROVER,
        approvers,
        APPROVAL_RULE.remindAfter(),
        APPROVAL_RULE.escalateAfter(),
        APPROVAL_RULE.expireAfter());
  }

  private static ApprovalRequested requestedUnder(ApprovalRule rule) {
    return new ApprovalRequested(
        APPROVAL,
        SUBJECT,
        null,
        APPROVAL_REQUESTED.title(),
        APPROVAL_REQUESTED.reasons(),
        ADA,
        List.of(ADA, BOB),
        rule,
        APPROVAL_REQUESTED.expiresAt());
  }
}
