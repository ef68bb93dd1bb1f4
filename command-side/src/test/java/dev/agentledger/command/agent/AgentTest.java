package dev.agentledger.command.agent;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.AGENT_ACTIVATED;
import static dev.agentledger.events.EventSamples.AGENT_ARCHIVED;
import static dev.agentledger.events.EventSamples.AGENT_DEMOTED;
import static dev.agentledger.events.EventSamples.AGENT_DRAFTED;
import static dev.agentledger.events.EventSamples.AGENT_PROMOTION_APPROVED;
import static dev.agentledger.events.EventSamples.AGENT_PROMOTION_REJECTED;
import static dev.agentledger.events.EventSamples.AGENT_PROMOTION_REQUESTED;
import static dev.agentledger.events.EventSamples.AGENT_PROMOTION_WITHDRAWN;
import static dev.agentledger.events.EventSamples.AGENT_RESTORED;
import static dev.agentledger.events.EventSamples.AGENT_REVISED;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.DEFINITION;
import static dev.agentledger.events.EventSamples.EVIDENCE;
import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.NEEDS_A_PERSON;
import static dev.agentledger.events.EventSamples.PROMOTION;
import static dev.agentledger.events.EventSamples.REVISED_DEFINITION;
import static dev.agentledger.events.EventSamples.REVISED_VERSION;
import static dev.agentledger.events.EventSamples.SLUG;
import static dev.agentledger.events.EventSamples.VERSION;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.agent.ActivateAgent;
import dev.agentledger.api.agent.ApprovePromotion;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DemoteAgent;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.api.agent.RejectPromotion;
import dev.agentledger.api.agent.RequestPromotion;
import dev.agentledger.api.agent.RestoreAgent;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.events.agent.AgentActivated;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentDemoted;
import dev.agentledger.events.agent.AgentPromotionApproved;
import dev.agentledger.events.agent.AgentPromotionRequested;
import dev.agentledger.events.agent.AgentRestored;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.PromotionEvidence;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.policy.PromotionRequirement;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentTest {

  private static final String ANOTHER = "pro_2";
  private static final PromotionRequirement AUTOMATIC =
      new PromotionRequirement(true, List.of(), NEEDS_A_PERSON.approval());
  private static final AgentPromotionRequested FIRST_REQUESTED =
      new AgentPromotionRequested(
          AGENT, SLUG, "pro_0", VERSION.ref(), EVIDENCE, AUTOMATIC, ADA, ADA);
  private static final AgentPromotionApproved FIRST_APPROVED =
      new AgentPromotionApproved(AGENT, "pro_0", List.of());
  private static final AgentActivated FIRST_ACTIVATED =
      new AgentActivated(AGENT, "pro_0", VERSION.ref(), null);

  private final FixtureConfiguration<Agent> agent = new AggregateTestFixture<>(Agent.class);

  @Nested
  class Drafting {

    @Test
    void forTheFirstTimeMakesTheAgentAndItsFirstVersion() {
      agent
          .givenNoPriorActivity()
          .when(new DraftAgent(AGENT, DEFINITION, ADA, false))
          .expectEvents(AGENT_DRAFTED);
    }

    @Test
    void ofAnAgentThatMustExistIsRefusedWhenItDoesNot() {
      agent
          .givenNoPriorActivity()
          .when(new DraftAgent(AGENT, DEFINITION, ADA, true))
          .expectException(
              refusal(Reason.NOT_FOUND, "Agent agt_a56b101a8f4821607ecb6054 does not exist"))
          .expectNoEvents();
    }

    @Test
    void theSameDefinitionAgainRecordsNothing() {
      agent
          .given(AGENT_DRAFTED)
          .when(new DraftAgent(AGENT, DEFINITION, BOB, false))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void anotherDefinitionMakesTheNextVersion() {
      agent
          .given(AGENT_DRAFTED)
          .when(new DraftAgent(AGENT, REVISED_DEFINITION, BOB, false))
          .expectEvents(AGENT_REVISED);
    }

    @Test
    void anEarlierDefinitionAgainMakesTheNextVersionToo() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED)
          .when(new DraftAgent(AGENT, DEFINITION, ADA, false))
          .expectEvents(new AgentRevised(AGENT, AgentVersion.of(3, DEFINITION), ADA));
    }

    @Test
    void whileAPromotionIsUnderWayLetsThePromotionLapse() {
      agent
          .given(AGENT_DRAFTED, FIRST_REQUESTED, AGENT_REVISED)
          .when(new ApprovePromotion(AGENT, "pro_0", List.of()))
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Agent agt_a56b101a8f4821607ecb6054 has no promotion pro_0 under way"))
          .expectNoEvents();
    }

    @Test
    void besideTheActiveVersionLeavesThatOneInService() {
      agent
          .given(AGENT_DRAFTED, FIRST_REQUESTED, FIRST_APPROVED, FIRST_ACTIVATED, AGENT_REVISED)
          .when(new DemoteAgent(AGENT, null))
          .expectEvents(new AgentDemoted(AGENT, VERSION.ref(), null));
    }

    @Test
    void underAnotherSlugIsRefused() {
      agent
          .given(AGENT_DRAFTED)
          .when(new DraftAgent(AGENT, underSlug("word-statistics"), ADA, false))
          .expectException(
              refusal(
                  Reason.INVALID,
                  "Agent agt_a56b101a8f4821607ecb6054 keeps its slug: 'text-statistics' cannot"
                      + " become 'word-statistics'"))
          .expectNoEvents();
    }

    @Test
    void inTheArchiveIsRefused() {
      agent
          .given(AGENT_DRAFTED, AGENT_ARCHIVED)
          .when(new DraftAgent(AGENT, REVISED_DEFINITION, BOB, false))
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Agent agt_a56b101a8f4821607ecb6054 is archived; restore it first"))
          .expectNoEvents();
    }
  }

  @Nested
  class RequestingPromotion {

    @Test
    void ofTheDraftRecordsTheRequestAndWhoLastEdited() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED)
          .when(request(PROMOTION, REVISED_VERSION.ref(), EVIDENCE))
          .expectEvents(AGENT_PROMOTION_REQUESTED);
    }

    @Test
    void twiceWithTheSameIdRecordsNothingMore() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(request(PROMOTION, REVISED_VERSION.ref(), EVIDENCE))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void againAfterItBroughtTheVersionIntoServiceRecordsNothingMore() {
      agent
          .given(
              AGENT_DRAFTED,
              AGENT_REVISED,
              AGENT_PROMOTION_REQUESTED,
              AGENT_PROMOTION_APPROVED,
              AGENT_ACTIVATED)
          .when(request(PROMOTION, REVISED_VERSION.ref(), EVIDENCE))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void whileAnotherIsUnderWayIsRefused() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(request(ANOTHER, REVISED_VERSION.ref(), EVIDENCE))
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Agent agt_a56b101a8f4821607ecb6054 has promotion pro_1 under way"))
          .expectNoEvents();
    }

    @Test
    void ofAVersionThatIsNotTheDraftIsStale() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED)
          .when(request(PROMOTION, VERSION.ref(), EVIDENCE))
          .expectException(
              refusal(
                  Reason.STALE,
                  "Agent agt_a56b101a8f4821607ecb6054 has version 2 (%s) as its draft, not version 1 (%s)"
                      .formatted(REVISED_VERSION.hash(), VERSION.hash())))
          .expectNoEvents();
    }

    @Test
    void onFindingsThatBlockIsRefused() {
      var blocked =
          new PromotionEvidence(
              List.of(
                  new Finding(
                      "/code", "function.code-parses", Finding.Severity.ERROR, "No", "Fix it")),
              EVIDENCE.dryRun(),
              1);
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED)
          .when(request(PROMOTION, REVISED_VERSION.ref(), blocked))
          .expectException(
              refusal(
                  Reason.INVALID,
                  "Agent agt_a56b101a8f4821607ecb6054 has findings that stand in the way of a"
                      + " promotion: function.code-parses"))
          .expectNoEvents();
    }

    @Test
    void onADryRunThatFailedIsRefused() {
      var failed =
          new PromotionEvidence(List.of(), new DryRun(true, false, null, null, List.of(), 3), 1);
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED)
          .when(request(PROMOTION, REVISED_VERSION.ref(), failed))
          .expectException(
              refusal(
                  Reason.INVALID, "Agent agt_a56b101a8f4821607ecb6054 did not pass its dry run"))
          .expectNoEvents();
    }

    @Test
    void withoutADraftIsRefused() {
      agent
          .given(AGENT_DRAFTED, FIRST_REQUESTED, FIRST_APPROVED, FIRST_ACTIVATED)
          .when(request(PROMOTION, VERSION.ref(), EVIDENCE))
          .expectException(
              refusal(
                  Reason.WRONG_STATE, "Agent agt_a56b101a8f4821607ecb6054 has no draft to promote"))
          .expectNoEvents();
    }

    private static RequestPromotion request(
        String promotionId, VersionRef version, PromotionEvidence evidence) {
      return new RequestPromotion(AGENT, promotionId, version, evidence, NEEDS_A_PERSON, ADA);
    }
  }

  @Nested
  class ApprovingPromotion {

    @Test
    void bySomeoneElseApproves() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new ApprovePromotion(AGENT, PROMOTION, List.of(GRACE)))
          .expectEvents(AGENT_PROMOTION_APPROVED);
    }

    @Test
    void byThePolicyAloneApprovesWhatNeedsNobody() {
      agent
          .given(AGENT_DRAFTED, FIRST_REQUESTED)
          .when(new ApprovePromotion(AGENT, "pro_0", List.of()))
          .expectEvents(FIRST_APPROVED);
    }

    @Test
    void byThePolicyAloneIsRefusedWhereAPersonIsNeeded() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new ApprovePromotion(AGENT, PROMOTION, List.of()))
          .expectException(
              refusal(
                  Reason.NOT_ALLOWED,
                  "A promotion that needs a person is not approved without one"))
          .expectNoEvents();
    }

    @Test
    void byTheRequesterIsRefused() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new ApprovePromotion(AGENT, PROMOTION, List.of(GRACE, ADA)))
          .expectException(
              refusal(
                  Reason.NOT_ALLOWED,
                  "A promotion is approved by someone other than its requester"))
          .expectNoEvents();
    }

    @Test
    void byTheLastEditorIsRefused() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new ApprovePromotion(AGENT, PROMOTION, List.of(BOB)))
          .expectException(
              refusal(
                  Reason.NOT_ALLOWED,
                  "A promotion is approved by someone other than the last editor"))
          .expectNoEvents();
    }

    @Test
    void twiceRecordsNothingMore() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED, AGENT_PROMOTION_APPROVED)
          .when(new ApprovePromotion(AGENT, PROMOTION, List.of(GRACE)))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void underAnotherIdIsStale() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new ApprovePromotion(AGENT, ANOTHER, List.of(GRACE)))
          .expectException(
              refusal(
                  Reason.STALE,
                  "Agent agt_a56b101a8f4821607ecb6054 has promotion pro_1 under way, not pro_2"))
          .expectNoEvents();
    }
  }

  @Nested
  class EndingAPromotion {

    @Test
    void byRejectionRecordsWhy() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new RejectPromotion(AGENT, PROMOTION, "Too early"))
          .expectEvents(AGENT_PROMOTION_REJECTED);
    }

    @Test
    void byWithdrawalRecordsWhy() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new WithdrawPromotion(AGENT, PROMOTION, "Not needed any more"))
          .expectEvents(AGENT_PROMOTION_WITHDRAWN);
    }

    @Test
    void leavesADraftThatCanBePromotedAgain() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED, AGENT_PROMOTION_REJECTED)
          .when(
              new RequestPromotion(
                  AGENT, ANOTHER, REVISED_VERSION.ref(), EVIDENCE, NEEDS_A_PERSON, ADA))
          .expectEvents(
              new AgentPromotionRequested(
                  AGENT, SLUG, ANOTHER, REVISED_VERSION.ref(), EVIDENCE, NEEDS_A_PERSON, ADA, BOB));
    }

    @Test
    void twiceIsRefusedSinceTheDraftDoesNotRememberIt() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED, AGENT_PROMOTION_REJECTED)
          .when(new RejectPromotion(AGENT, PROMOTION, "Too early"))
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Agent agt_a56b101a8f4821607ecb6054 has no promotion pro_1 under way"))
          .expectNoEvents();
    }

    @Test
    void afterItsApprovalIsRefused() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED, AGENT_PROMOTION_APPROVED)
          .when(new WithdrawPromotion(AGENT, PROMOTION, "Not needed any more"))
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Agent agt_a56b101a8f4821607ecb6054 has promotion pro_1 approved"))
          .expectNoEvents();
    }
  }

  @Nested
  class Activating {

    @Test
    void theFirstApprovedVersionReplacesNone() {
      agent
          .given(AGENT_DRAFTED, FIRST_REQUESTED, FIRST_APPROVED)
          .when(new ActivateAgent(AGENT, "pro_0"))
          .expectEvents(FIRST_ACTIVATED);
    }

    @Test
    void aLaterVersionReplacesTheActiveOneInOneStep() {
      agent
          .given(
              AGENT_DRAFTED,
              FIRST_REQUESTED,
              FIRST_APPROVED,
              FIRST_ACTIVATED,
              AGENT_REVISED,
              AGENT_PROMOTION_REQUESTED,
              AGENT_PROMOTION_APPROVED)
          .when(new ActivateAgent(AGENT, PROMOTION))
          .expectEvents(AGENT_ACTIVATED);
    }

    @Test
    void twiceRecordsNothingMoreEvenBesideANewerDraft() {
      agent
          .given(AGENT_DRAFTED, FIRST_REQUESTED, FIRST_APPROVED, FIRST_ACTIVATED, AGENT_REVISED)
          .when(new ActivateAgent(AGENT, "pro_0"))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void beforeTheApprovalIsRefused() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_PROMOTION_REQUESTED)
          .when(new ActivateAgent(AGENT, PROMOTION))
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Agent agt_a56b101a8f4821607ecb6054 has promotion pro_1 requested, not approved"))
          .expectNoEvents();
    }
  }

  @Nested
  class Demoting {

    @Test
    void theActiveVersionMakesItTheDraftAgain() {
      agent
          .given(
              AGENT_DRAFTED,
              AGENT_REVISED,
              AGENT_PROMOTION_REQUESTED,
              AGENT_PROMOTION_APPROVED,
              AGENT_ACTIVATED)
          .when(new DemoteAgent(AGENT, "It miscounts"))
          .expectEvents(AGENT_DEMOTED);
    }

    @Test
    void leavesThePromotionOfANewerVersionUnderWay() {
      agent
          .given(
              AGENT_DRAFTED,
              FIRST_REQUESTED,
              FIRST_APPROVED,
              FIRST_ACTIVATED,
              AGENT_REVISED,
              AGENT_PROMOTION_REQUESTED,
              new AgentDemoted(AGENT, VERSION.ref(), null))
          .when(new ApprovePromotion(AGENT, PROMOTION, List.of(GRACE)))
          .expectEvents(AGENT_PROMOTION_APPROVED);
    }

    @Test
    void keepsInMindWhoLastEditedTheVersion() {
      agent
          .given(
              AGENT_DRAFTED,
              FIRST_REQUESTED,
              FIRST_APPROVED,
              FIRST_ACTIVATED,
              new AgentDemoted(AGENT, VERSION.ref(), null))
          .when(
              new RequestPromotion(AGENT, PROMOTION, VERSION.ref(), EVIDENCE, NEEDS_A_PERSON, BOB))
          .expectEvents(
              new AgentPromotionRequested(
                  AGENT, SLUG, PROMOTION, VERSION.ref(), EVIDENCE, NEEDS_A_PERSON, BOB, ADA));
    }

    @Test
    void withoutAnActiveVersionIsRefused() {
      agent
          .given(AGENT_DRAFTED)
          .when(new DemoteAgent(AGENT, null))
          .expectException(
              refusal(
                  Reason.WRONG_STATE, "Agent agt_a56b101a8f4821607ecb6054 has no active version"))
          .expectNoEvents();
    }
  }

  @Nested
  class Archiving {

    @Test
    void aLivingAgentRecordsWhy() {
      agent
          .given(AGENT_DRAFTED)
          .when(new ArchiveAgent(AGENT, "Replaced"))
          .expectEvents(AGENT_ARCHIVED);
    }

    @Test
    void twiceRecordsNothingMore() {
      agent
          .given(AGENT_DRAFTED, AGENT_ARCHIVED)
          .when(new ArchiveAgent(AGENT, "Replaced"))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class Restoring {

    @Test
    void bringsTheNewestVersionBackAsADraft() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED, AGENT_ARCHIVED)
          .when(new RestoreAgent(AGENT))
          .expectEvents(AGENT_RESTORED);
    }

    @Test
    void doesNotBringTheActiveVersionBackIntoService() {
      agent
          .given(
              AGENT_DRAFTED,
              FIRST_REQUESTED,
              FIRST_APPROVED,
              FIRST_ACTIVATED,
              AGENT_ARCHIVED,
              new AgentRestored(AGENT, VERSION.ref()))
          .when(new DemoteAgent(AGENT, null))
          .expectException(
              refusal(
                  Reason.WRONG_STATE, "Agent agt_a56b101a8f4821607ecb6054 has no active version"));
    }

    @Test
    void aLivingAgentIsRefused() {
      agent
          .given(AGENT_DRAFTED)
          .when(new RestoreAgent(AGENT))
          .expectException(
              refusal(Reason.WRONG_STATE, "Agent agt_a56b101a8f4821607ecb6054 is not archived"))
          .expectNoEvents();
    }
  }

  private static AgentDefinition underSlug(String slug) {
    return new AgentDefinition(
        slug,
        DEFINITION.name(),
        null,
        DEFINITION.kind(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        List.of(),
        DEFINITION.code(),
        null,
        List.of(),
        DEFINITION.limits(),
        null,
        List.of());
  }
}
