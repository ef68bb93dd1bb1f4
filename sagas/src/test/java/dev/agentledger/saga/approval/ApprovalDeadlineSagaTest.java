package dev.agentledger.saga.approval;

import dev.agentledger.api.approval.EscalateApproval;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.api.approval.RemindApproval;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import dev.agentledger.saga.SagaCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.test.matchers.Matchers;
import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.SagaTestFixture;
import org.hamcrest.CustomTypeSafeMatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApprovalDeadlineSagaTest {

  private static final Map<String, String> BY_SAGA =
      Envelope.of("acme", "ada", "api-key:key_1").continuedBy("promotion-saga").toMetadata();

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final ApprovalId APPROVAL = new ApprovalId("apr_7f3a");
  private static final ApprovalRequested REQUESTED =
      new ApprovalRequested(
          APPROVAL,
          new ApprovalSubject(
              ApprovalSubject.Kind.AGENT_PROMOTION,
              "agt_1",
              "prm_7f3a",
              "billing-helper",
              "sha256:abc",
              4),
          null,
          "Promote version 3 of billing-helper",
          List.of(),
          "ada",
          List.of("ada"),
          new ApprovalRule(
              1,
              Role.APPROVER,
              List.of(),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(3)),
          NOON.plus(Duration.ofHours(3)));
  private static final ApprovalDecided DECIDED =
      new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of("linus"), null, null);
  private static final ApprovalWithdrawn WITHDRAWN = new ApprovalWithdrawn(APPROVAL, "Not needed");
  private static final ApprovalExpired EXPIRED = new ApprovalExpired(APPROVAL);

  private final SagaTestFixture<ApprovalDeadlineSaga> saga =
      new SagaTestFixture<>(ApprovalDeadlineSaga.class);

  @BeforeEach
  void letSagasSendCommands() {
    saga.registerResource(new SagaCommands(saga.getCommandBus()));
    saga.givenCurrentTime(NOON);
  }

  @Test
  void aRequestSetsThreeDeadlines() {
    saga.givenNoPriorActivity()
        .whenPublishingA(REQUESTED, BY_SAGA)
        .expectActiveSagas(1)
        .expectNoDispatchedCommands()
        .expectScheduledDeadlineWithName(Duration.ofHours(1), ApprovalDeadlineSaga.REMIND)
        .expectScheduledDeadlineWithName(Duration.ofHours(2), ApprovalDeadlineSaga.ESCALATE)
        .expectScheduledDeadlineWithName(Duration.ofHours(3), ApprovalDeadlineSaga.EXPIRE);
  }

  @Test
  void aRequestHeardLateKeepsTheTimesPeopleWereShown() {
    saga.givenCurrentTime(NOON.plus(Duration.ofMinutes(40)))
        .whenPublishingA(REQUESTED, BY_SAGA)
        .expectScheduledDeadlineWithName(
            NOON.plus(Duration.ofHours(1)), ApprovalDeadlineSaga.REMIND)
        .expectScheduledDeadlineWithName(
            NOON.plus(Duration.ofHours(3)), ApprovalDeadlineSaga.EXPIRE);
  }

  @Test
  void aRequestHeardTwiceRemindsOnce() {
    afterTheRequest()
        .andThenAPublished(REQUESTED, BY_SAGA)
        .whenTimeElapses(Duration.ofHours(1))
        .expectDispatchedCommands(new RemindApproval(APPROVAL));
  }

  @Test
  void afterAnHourPeopleAreReminded() {
    afterTheRequest()
        .whenTimeElapses(Duration.ofHours(1))
        .expectActiveSagas(1)
        .expectDispatchedCommands(new RemindApproval(APPROVAL));
  }

  @Test
  void afterTwoHoursAdministratorsMayDecideToo() throws Exception {
    afterTheRequest()
        .andThenTimeElapses(Duration.ofHours(1))
        .whenTimeElapses(Duration.ofHours(1))
        .expectDispatchedCommands(new EscalateApproval(APPROVAL));
  }

  @Test
  void afterThreeHoursItIsTooLate() throws Exception {
    afterTheRequest()
        .andThenTimeElapses(Duration.ofHours(2))
        .whenTimeElapses(Duration.ofHours(1))
        .expectActiveSagas(1)
        .expectDispatchedCommands(new ExpireApproval(APPROVAL));
  }

  @Test
  void allTheTimeAtOnceDoesAllInOrder() {
    afterTheRequest()
        .whenTimeElapses(Duration.ofDays(1))
        .expectDispatchedCommands(
            new RemindApproval(APPROVAL),
            new EscalateApproval(APPROVAL),
            new ExpireApproval(APPROVAL));
  }

  @Test
  void aDeadlineSpeaksForTheTenantAndWhoeverBeganTheChain() {
    afterTheRequest()
        .whenTimeElapses(Duration.ofHours(1))
        .expectDispatchedCommandsMatching(
            Matchers.listWithAllOf(
                new CustomTypeSafeMatcher<CommandMessage<?>>("sent by the process for ada") {
                  @Override
                  protected boolean matchesSafely(CommandMessage<?> command) {
                    var envelope = Envelope.from(command.getMetaData());
                    return envelope.tenant().equals("acme")
                        && envelope.actor().equals("system:approval-deadlines")
                        && "ada".equals(envelope.onBehalfOf())
                        && envelope.causationId() != null;
                  }
                }));
  }

  @Test
  void aDecisionCancelsWhatIsLeft() throws Exception {
    afterTheRequest()
        .andThenTimeElapses(Duration.ofHours(1))
        .whenPublishingA(DECIDED, BY_SAGA)
        .expectActiveSagas(0)
        .expectNoAssociationWith("approvalId", APPROVAL.value())
        .expectNoScheduledDeadlines();
  }

  @Test
  void aDecisionHeardTwiceDoesNothingMore() {
    afterTheRequest()
        .andThenAPublished(DECIDED, BY_SAGA)
        .whenPublishingA(DECIDED, BY_SAGA)
        .expectActiveSagas(0)
        .expectNoDispatchedCommands();
  }

  @Test
  void aWithdrawalCancelsWhatIsLeft() {
    afterTheRequest()
        .whenPublishingA(WITHDRAWN, BY_SAGA)
        .expectActiveSagas(0)
        .expectNoScheduledDeadlines();
  }

  @Test
  void theExpiryEndsTheWatch() throws Exception {
    afterTheRequest()
        .andThenTimeElapses(Duration.ofHours(3))
        .whenPublishingA(EXPIRED, BY_SAGA)
        .expectActiveSagas(0)
        .expectNoScheduledDeadlines();
  }

  @Test
  void afterTheEndTimeMeansNothing() {
    afterTheRequest()
        .andThenAPublished(DECIDED, BY_SAGA)
        .whenTimeElapses(Duration.ofDays(1))
        .expectNoDispatchedCommands();
  }

  private ContinuedGivenState afterTheRequest() {
    return saga.givenAPublished(REQUESTED, BY_SAGA);
  }
}
