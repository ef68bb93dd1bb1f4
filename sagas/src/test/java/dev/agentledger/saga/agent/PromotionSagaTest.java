package dev.agentledger.saga.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.api.agent.ActivateAgent;
import dev.agentledger.api.agent.ApprovePromotion;
import dev.agentledger.api.agent.RejectPromotion;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentActivated;
import dev.agentledger.events.agent.AgentArchived;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentDemoted;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.AgentPromotionApproved;
import dev.agentledger.events.agent.AgentPromotionRejected;
import dev.agentledger.events.agent.AgentPromotionRequested;
import dev.agentledger.events.agent.AgentPromotionWithdrawn;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.PromotionEvidence;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionRequirement;
import dev.agentledger.saga.SagaCommands;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.test.matchers.Matchers;
import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.SagaTestFixture;
import org.hamcrest.CustomTypeSafeMatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PromotionSagaTest {

  private static final Map<String, String> BY_ADA =
      Envelope.of("acme", "ada", "api-key:key_1").withCorrelation("trip-1", null).toMetadata();

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final AgentId AGENT = AgentId.of("acme", "billing-helper");
  private static final AgentId ANOTHER_AGENT = AgentId.of("acme", "another");
  private static final String PROMOTION = "prm_7f3a";
  private static final ApprovalId APPROVAL = new ApprovalId("apr_7f3a");
  private static final VersionRef VERSION = new VersionRef(3, "sha256:abc");
  private static final PromotionEvidence EVIDENCE =
      new PromotionEvidence(List.of(), new DryRun(false, true, null, null, List.of(), 0), 2);
  private static final PromotionRequirement NEEDS_A_PERSON =
      new PromotionRequirement(
          false, List.of("Agents of kind api need a person"), PromotionPolicy.DEFAULT.approval());

  private static final AgentPromotionRequested REQUESTED = requested(NEEDS_A_PERSON, "grace");
  private static final AgentPromotionRequested REQUESTED_AUTOMATICALLY =
      requested(
          new PromotionRequirement(true, List.of(), PromotionPolicy.DEFAULT.approval()), "grace");

  private static final ApprovalDecided APPROVED =
      new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of("linus", "margaret"), null, null);
  private static final AgentPromotionApproved PROMOTION_APPROVED =
      new AgentPromotionApproved(AGENT, PROMOTION, List.of("linus", "margaret"));
  private static final AgentActivated ACTIVATED =
      new AgentActivated(AGENT, PROMOTION, VERSION, null);
  private static final AgentPromotionRejected PROMOTION_REJECTED =
      new AgentPromotionRejected(AGENT, PROMOTION, "Too early");
  private static final AgentPromotionWithdrawn PROMOTION_WITHDRAWN =
      new AgentPromotionWithdrawn(AGENT, PROMOTION, "Changed my mind");

  private final SagaTestFixture<PromotionSaga> saga = new SagaTestFixture<>(PromotionSaga.class);

  @BeforeEach
  void letSagasSendCommands() {
    saga.registerResource(new SagaCommands(saga.getCommandBus()));
    saga.givenCurrentTime(NOON);
  }

  @Nested
  class ARequest {

    @Test
    void isApprovedAtOnceWhenThePolicyNeedsNobody() {
      afterFourVersions()
          .whenAggregate(AGENT.value())
          .publishes(REQUESTED_AUTOMATICALLY, BY_ADA)
          .expectActiveSagas(1)
          .expectDispatchedCommands(new ApprovePromotion(AGENT, PROMOTION, List.of()));
    }

    @Test
    void asksPeopleWhenThePolicySaysSo() {
      afterFourVersions()
          .whenAggregate(AGENT.value())
          .publishes(REQUESTED, BY_ADA)
          .expectActiveSagas(1)
          .expectDispatchedCommands(question(List.of("ada", "grace")));
    }

    @Test
    void barsWhoeverAskedOnceEvenIfTheyAlsoEdited() {
      afterFourVersions()
          .whenAggregate(AGENT.value())
          .publishes(requested(NEEDS_A_PERSON, "ada"), BY_ADA)
          .expectDispatchedCommands(question(List.of("ada")));
    }

    @Test
    void sendsInTheNameOfTheProcessForWhoeverAsked() {
      afterFourVersions()
          .whenAggregate(AGENT.value())
          .publishes(REQUESTED, BY_ADA)
          .expectDispatchedCommandsMatching(
              Matchers.listWithAllOf(
                  new CustomTypeSafeMatcher<CommandMessage<?>>("sent by the process for ada") {
                    @Override
                    protected boolean matchesSafely(CommandMessage<?> command) {
                      var envelope = Envelope.from(command.getMetaData());
                      return envelope.tenant().equals("acme")
                          && envelope.actor().equals("system:promotion-saga")
                          && "ada".equals(envelope.onBehalfOf())
                          && "trip-1".equals(envelope.correlationId())
                          && envelope.causationId() != null;
                    }
                  }));
    }

    @Test
    void repeatedAsksNothingNew() {
      afterTheQuestion()
          .whenAggregate(AGENT.value())
          .publishes(REQUESTED, BY_ADA)
          .expectActiveSagas(1)
          .expectNoDispatchedCommands();
    }
  }

  @Nested
  class TheAnswer {

    @Test
    void yesApprovesThePromotion() {
      afterTheQuestion()
          .whenPublishingA(APPROVED, BY_ADA)
          .expectActiveSagas(1)
          .expectDispatchedCommands(
              new ApprovePromotion(AGENT, PROMOTION, List.of("linus", "margaret")));
    }

    @Test
    void yesHeardTwiceSendsTheSameAgain() {
      afterTheQuestion()
          .andThenAPublished(APPROVED, BY_ADA)
          .whenPublishingA(APPROVED, BY_ADA)
          .expectDispatchedCommands(
              new ApprovePromotion(AGENT, PROMOTION, List.of("linus", "margaret")));
    }

    @Test
    void noRejectsThePromotionWithTheComment() {
      afterTheQuestion()
          .whenPublishingA(
              new ApprovalDecided(APPROVAL, Decision.REJECTED, List.of("linus"), "Too early", null),
              BY_ADA)
          .expectDispatchedCommands(
              new RejectPromotion(AGENT, PROMOTION, "Rejected by linus: Too early"));
    }

    @Test
    void noWithoutCommentSaysWho() {
      afterTheQuestion()
          .whenPublishingA(
              new ApprovalDecided(APPROVAL, Decision.REJECTED, List.of("linus"), null, null),
              BY_ADA)
          .expectDispatchedCommands(new RejectPromotion(AGENT, PROMOTION, "Rejected by linus"));
    }

    @Test
    void silenceRejectsThePromotion() {
      afterTheQuestion()
          .whenPublishingA(new ApprovalExpired(APPROVAL), BY_ADA)
          .expectDispatchedCommands(
              new RejectPromotion(AGENT, PROMOTION, "Nobody decided in time"));
    }

    @Test
    void silenceHeardTwiceSendsTheSameAgain() {
      afterTheQuestion()
          .andThenAPublished(new ApprovalExpired(APPROVAL), BY_ADA)
          .whenPublishingA(new ApprovalExpired(APPROVAL), BY_ADA)
          .expectDispatchedCommands(
              new RejectPromotion(AGENT, PROMOTION, "Nobody decided in time"));
    }

    @Test
    void aQuestionTakenBackWithdrawsThePromotion() {
      afterTheQuestion()
          .whenPublishingA(new ApprovalWithdrawn(APPROVAL, "Not needed"), BY_ADA)
          .expectDispatchedCommands(new WithdrawPromotion(AGENT, PROMOTION, "Not needed"));
    }

    @Test
    void ofAnotherApprovalMeansNothing() {
      afterTheQuestion()
          .whenPublishingA(
              new ApprovalDecided(
                  new ApprovalId("apr_other"), Decision.APPROVED, List.of("linus"), null, null),
              BY_ADA)
          .expectNoDispatchedCommands();
    }
  }

  @Nested
  class AnApprovedPromotion {

    @Test
    void isActivated() {
      afterTheQuestion()
          .andThenAPublished(APPROVED, BY_ADA)
          .whenPublishingA(PROMOTION_APPROVED, BY_ADA)
          .expectActiveSagas(1)
          .expectDispatchedCommands(new ActivateAgent(AGENT, PROMOTION));
    }

    @Test
    void heardOfTwiceIsActivatedBySameCommand() {
      afterTheQuestion()
          .andThenAPublished(APPROVED, BY_ADA)
          .andThenAPublished(PROMOTION_APPROVED, BY_ADA)
          .whenPublishingA(PROMOTION_APPROVED, BY_ADA)
          .expectDispatchedCommands(new ActivateAgent(AGENT, PROMOTION));
    }

    @Test
    void endsTheProcessOnceTheVersionServes() {
      afterTheQuestion()
          .andThenAPublished(APPROVED, BY_ADA)
          .andThenAPublished(PROMOTION_APPROVED, BY_ADA)
          .whenPublishingA(ACTIVATED, BY_ADA)
          .expectNoDispatchedCommands()
          .expectActiveSagas(0)
          .expectNoAssociationWith("promotionId", PROMOTION)
          .expectNoAssociationWith("approvalId", APPROVAL.value())
          .expectNoAssociationWith("agentId", AGENT.value());
    }

    @Test
    void isNotMissedWhenTheEndIsHeardTwice() {
      afterTheQuestion()
          .andThenAPublished(APPROVED, BY_ADA)
          .andThenAPublished(PROMOTION_APPROVED, BY_ADA)
          .andThenAPublished(ACTIVATED, BY_ADA)
          .whenPublishingA(ACTIVATED, BY_ADA)
          .expectNoDispatchedCommands()
          .expectActiveSagas(0);
    }

    @Test
    void revisedBeforeItServesLeavesTheAnsweredQuestionAlone() {
      afterTheQuestion()
          .andThenAPublished(APPROVED, BY_ADA)
          .whenPublishingA(revised(AGENT), BY_ADA)
          .expectNoDispatchedCommands()
          .expectActiveSagas(0);
    }

    @Test
    void withAQuestionStillOpenClosesTheQuestion() {
      afterTheQuestion()
          .andThenAPublished(PROMOTION_APPROVED, BY_ADA)
          .whenPublishingA(ACTIVATED, BY_ADA)
          .expectDispatchedCommands(
              new WithdrawApproval(APPROVAL, "The promotion was approved without it"))
          .expectActiveSagas(0);
    }
  }

  @Nested
  class APendingPromotion {

    @Test
    void lapsesWithItsQuestionWhenTheDraftIsRevised() {
      afterTheQuestion()
          .whenPublishingA(revised(AGENT), BY_ADA)
          .expectDispatchedCommands(new WithdrawApproval(APPROVAL, "The draft was revised"))
          .expectActiveSagas(0);
    }

    @Test
    void lapsesOnceWhenTheRevisionIsHeardTwice() {
      afterTheQuestion()
          .andThenAPublished(revised(AGENT), BY_ADA)
          .whenPublishingA(revised(AGENT), BY_ADA)
          .expectNoDispatchedCommands();
    }

    @Test
    void isAskedForNoMoreWhenTheActiveVersionIsDemoted() {
      afterTheQuestion()
          .whenPublishingA(new AgentDemoted(AGENT, new VersionRef(2, "sha256:2"), null), BY_ADA)
          .expectDispatchedCommands(
              new WithdrawApproval(APPROVAL, "The active version was demoted"))
          .expectActiveSagas(1);
    }

    @Test
    void isWithdrawnOnceItsQuestionIs() {
      afterTheQuestion()
          .andThenAPublished(new AgentDemoted(AGENT, new VersionRef(2, "sha256:2"), null), BY_ADA)
          .whenPublishingA(
              new ApprovalWithdrawn(APPROVAL, "The active version was demoted"), BY_ADA)
          .expectDispatchedCommands(
              new WithdrawPromotion(AGENT, PROMOTION, "The active version was demoted"));
    }

    @Test
    void staysWhenAnotherAgentIsRevised() {
      afterTheQuestion()
          .whenPublishingA(revised(ANOTHER_AGENT), BY_ADA)
          .expectNoDispatchedCommands()
          .expectActiveSagas(1);
    }

    @Test
    void lapsesWithItsQuestionWhenTheAgentIsArchived() {
      afterTheQuestion()
          .whenPublishingA(new AgentArchived(AGENT, null), BY_ADA)
          .expectDispatchedCommands(new WithdrawApproval(APPROVAL, "The agent was archived"))
          .expectActiveSagas(0);
    }

    @Test
    void takenBackByTheRequesterClosesTheQuestion() {
      afterTheQuestion()
          .whenPublishingA(PROMOTION_WITHDRAWN, BY_ADA)
          .expectDispatchedCommands(new WithdrawApproval(APPROVAL, "Changed my mind"))
          .expectActiveSagas(0);
    }

    @Test
    void takenBackThroughTheQuestionEndsWithoutAskingAgain() {
      afterTheQuestion()
          .andThenAPublished(new ApprovalWithdrawn(APPROVAL, "Changed my mind"), BY_ADA)
          .whenPublishingA(PROMOTION_WITHDRAWN, BY_ADA)
          .expectNoDispatchedCommands()
          .expectActiveSagas(0);
    }

    @Test
    void rejectedByTheAnswerEnds() {
      afterTheQuestion()
          .andThenAPublished(
              new ApprovalDecided(APPROVAL, Decision.REJECTED, List.of("linus"), "Too early", null),
              BY_ADA)
          .whenPublishingA(PROMOTION_REJECTED, BY_ADA)
          .expectNoDispatchedCommands()
          .expectActiveSagas(0);
    }

    @Test
    void rejectedWithoutTheAnswerClosesTheQuestion() {
      afterTheQuestion()
          .whenPublishingA(PROMOTION_REJECTED, BY_ADA)
          .expectDispatchedCommands(
              new WithdrawApproval(APPROVAL, "The promotion was rejected: Too early"))
          .expectActiveSagas(0);
    }

    @Test
    void withoutAQuestionHasNoneToClose() {
      after(REQUESTED_AUTOMATICALLY)
          .whenPublishingA(revised(AGENT), BY_ADA)
          .expectNoDispatchedCommands()
          .expectActiveSagas(0);
    }
  }

  @Test
  void theProcessKeepsWhatItKnowsWhenItIsStored() throws Exception {
    var serializer =
        JacksonSerializer.builder()
            .objectMapper(
                JsonMapper.builder()
                    .findAndAddModules()
                    .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .build())
            .build();
    var before = new PromotionSaga();
    for (var entry :
        Map.of("agentId", AGENT, "promotionId", PROMOTION, "openApproval", APPROVAL).entrySet()) {
      var field = PromotionSaga.class.getDeclaredField(entry.getKey());
      field.setAccessible(true);
      field.set(before, entry.getValue());
    }

    var stored = serializer.serialize(before, String.class);
    PromotionSaga after = serializer.deserialize(stored);

    assertThat(after).usingRecursiveComparison().isEqualTo(before);
  }

  private ContinuedGivenState afterTheQuestion() {
    return after(REQUESTED);
  }

  private ContinuedGivenState after(AgentPromotionRequested event) {
    return afterFourVersions()
        .andThenAggregate(AGENT.value())
        .published(new GenericEventMessage<>(event, BY_ADA));
  }

  /** So that the request is the fifth event of the agent's stream. */
  private ContinuedGivenState afterFourVersions() {
    return saga.givenAggregate(AGENT.value())
        .published(revised(AGENT), revised(AGENT), revised(AGENT), revised(AGENT));
  }

  private static AgentPromotionRequested requested(
      PromotionRequirement requirement, String editedBy) {
    return new AgentPromotionRequested(
        AGENT, "billing-helper", PROMOTION, VERSION, EVIDENCE, requirement, "ada", editedBy);
  }

  private static RequestApproval question(List<String> barred) {
    return new RequestApproval(
        APPROVAL,
        new ApprovalSubject(
            ApprovalSubject.Kind.AGENT_PROMOTION,
            AGENT.value(),
            PROMOTION,
            "billing-helper",
            "sha256:abc",
            4),
        null,
        "Promote version 3 of billing-helper",
        List.of("Agents of kind api need a person"),
        "ada",
        barred,
        PromotionPolicy.DEFAULT.approval(),
        NOON);
  }

  private static AgentRevised revised(AgentId agent) {
    var definition =
        new AgentDefinition(
            "billing-helper",
            "Billing helper",
            null,
            AgentKind.CONTEXT,
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            "Answer billing questions.",
            null,
            List.of(),
            null,
            null,
            List.of(),
            Limits.NONE,
            null,
            List.of());
    return new AgentRevised(agent, AgentVersion.of(4, definition), "ada");
  }
}
