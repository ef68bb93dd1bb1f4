package dev.agentledger.saga.approval;

import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.APPROVAL_RULE;
import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.NOON;
import static dev.agentledger.events.EventSamples.RUN;
import static dev.agentledger.events.EventSamples.RUN_CANCELLED;
import static dev.agentledger.events.EventSamples.RUN_MODEL_CALL_COMPLETED;
import static dev.agentledger.events.EventSamples.RUN_MODEL_CALL_REQUESTED;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static dev.agentledger.events.EventSamples.SLUG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.Amendment;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.approval.ProposedCall;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.run.history.Histories;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.test.matchers.Matchers;
import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.SagaTestFixture;
import org.hamcrest.CustomTypeSafeMatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ToolApprovalSagaTest {

  private static final Envelope FOR_ADA = Envelope.of("acme", ADA, "api-key:key_1");
  private static final Map<String, String> BY_WORKER =
      FOR_ADA.continuedBy("run-worker").toMetadata();
  private static final Map<String, String> BY_GRACE =
      Envelope.of("acme", GRACE, "api-key:key_2").toMetadata();

  private static final RunToolCallHeld HELD = held("call_1_1", "sha256:one");
  private static final RunToolCallHeld HELD_TOO = held("call_1_2", "sha256:two");
  private static final ApprovalId APPROVAL = new ApprovalId("apr_1_call_1_1");
  private static final ApprovalId APPROVAL_TOO = new ApprovalId("apr_1_call_1_2");

  private final SagaTestFixture<ToolApprovalSaga> saga =
      new SagaTestFixture<>(ToolApprovalSaga.class);
  private final EmbeddedEventStore log =
      EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
  private long recorded;

  @BeforeEach
  void letSagasSendCommandsAndReadTheLog() {
    saga.registerResource(new SagaCommands(saga.getCommandBus()));
    saga.registerResource(new Histories(log, ContractSerializer.create(), 1_000_000));
    saga.givenCurrentTime(NOON);
  }

  @Nested
  class AHeldCall {

    @Test
    void isShownToPeopleAsItIs() {
      record(FOR_ADA, RUN_REQUESTED, RUN_MODEL_CALL_REQUESTED, RUN_MODEL_CALL_COMPLETED, HELD);

      saga.givenNoPriorActivity()
          .whenPublishingA(HELD, BY_WORKER)
          .expectActiveSagas(1)
          .expectDispatchedCommands(request(APPROVAL, HELD, 3, ADA));
    }

    @Test
    void ofARunThatAnotherRunStartedIsAskedForThePersonBehindIt() {
      record(FOR_ADA.continuedBy("run-worker"), RUN_REQUESTED, RUN_MODEL_CALL_COMPLETED, HELD);

      saga.givenNoPriorActivity()
          .whenPublishingA(HELD, BY_WORKER)
          .expectDispatchedCommands(request(APPROVAL, HELD, 2, ADA));
    }

    @Test
    void repeatedAsksNothingNew() {
      afterTheQuestion()
          .whenPublishingA(HELD, BY_WORKER)
          .expectActiveSagas(1)
          .expectNoDispatchedCommands();
    }

    @Test
    void thatIsHeldNoMoreIsNobodysBusiness() {
      record(FOR_ADA, RUN_REQUESTED, HELD, RUN_CANCELLED);

      saga.givenNoPriorActivity()
          .whenPublishingA(HELD, BY_WORKER)
          .expectActiveSagas(0)
          .expectNoDispatchedCommands();
    }

    @Test
    void thatWasDecidedIsNotAskedAboutAgain() {
      record(FOR_ADA, RUN_REQUESTED, HELD, intended(HELD));

      saga.givenNoPriorActivity()
          .whenPublishingA(HELD, BY_WORKER)
          .expectActiveSagas(0)
          .expectNoDispatchedCommands();
    }

    @Test
    void besideAnotherHasAnApprovalOfItsOwn() {
      record(FOR_ADA, RUN_REQUESTED, RUN_MODEL_CALL_COMPLETED, HELD, HELD_TOO);

      saga.givenAPublished(HELD, BY_WORKER)
          .whenPublishingA(HELD_TOO, BY_WORKER)
          .expectActiveSagas(1)
          .expectDispatchedCommands(request(APPROVAL_TOO, HELD_TOO, 3, ADA));
    }
  }

  @Nested
  class TheAnswer {

    @Test
    void yesLetsTheCallBeMadeWithWhatTheApproversSaw() {
      afterTheQuestion()
          .whenPublishingA(approved(null), BY_GRACE)
          .expectActiveSagas(0)
          .expectDispatchedCommands(
              new ApproveToolCall(RUN, "call_1_1", "sha256:one", null, null, List.of(GRACE)));
    }

    @Test
    void yesToOtherArgumentsCarriesThem() {
      afterTheQuestion()
          .whenPublishingA(approved(new Amendment(Map.of("order", 8), "sha256:eight")), BY_GRACE)
          .expectDispatchedCommands(
              new ApproveToolCall(
                  RUN,
                  "call_1_1",
                  "sha256:one",
                  Map.of("order", 8),
                  "sha256:eight",
                  List.of(GRACE)));
    }

    @Test
    void isPassedOnInTheNameOfWhoeverDecided() {
      afterTheQuestion()
          .whenPublishingA(approved(null), BY_GRACE)
          .expectDispatchedCommandsMatching(
              Matchers.listWithAllOf(
                  new CustomTypeSafeMatcher<CommandMessage<?>>("sent by the process for grace") {
                    @Override
                    protected boolean matchesSafely(CommandMessage<?> command) {
                      var envelope = Envelope.from(command.getMetaData());
                      return envelope.actor().equals("system:tool-approval-saga")
                          && GRACE.equals(envelope.onBehalfOf());
                    }
                  }));
    }

    @Test
    void heardTwiceIsPassedOnOnce() {
      afterTheQuestion()
          .andThenAPublished(approved(null), BY_GRACE)
          .whenPublishingA(approved(null), BY_GRACE)
          .expectNoDispatchedCommands();
    }

    @Test
    void noTellsTheModelWhy() {
      afterTheQuestion()
          .whenPublishingA(
              new ApprovalDecided(APPROVAL, Decision.REJECTED, List.of(GRACE), "Too much", null),
              BY_GRACE)
          .expectActiveSagas(0)
          .expectDispatchedCommands(
              new RejectToolCall(RUN, "call_1_1", "A person rejected the call: Too much", GRACE));
    }

    @Test
    void thatNeverCameRejectsTheCallInNobodysName() {
      afterTheQuestion()
          .whenPublishingA(new ApprovalExpired(APPROVAL), BY_WORKER)
          .expectActiveSagas(0)
          .expectDispatchedCommands(
              new RejectToolCall(RUN, "call_1_1", "Nobody decided in time", null));
    }

    @Test
    void thatNobodyWaitsForAnyMoreRejectsTheCallInTheNameOfWhoeverSaidSo() {
      afterTheQuestion()
          .whenPublishingA(new ApprovalWithdrawn(APPROVAL, "Not needed"), BY_GRACE)
          .expectActiveSagas(0)
          .expectDispatchedCommands(new RejectToolCall(RUN, "call_1_1", "Not needed", GRACE));
    }

    @Test
    void toOneOfTwoCallsLeavesTheOtherOpen() {
      record(FOR_ADA, RUN_REQUESTED, RUN_MODEL_CALL_COMPLETED, HELD, HELD_TOO);

      saga.givenAPublished(HELD, BY_WORKER)
          .andThenAPublished(HELD_TOO, BY_WORKER)
          .whenPublishingA(approved(null), BY_GRACE)
          .expectActiveSagas(1)
          .expectAssociationWith("approvalId", APPROVAL_TOO.value())
          .expectNoAssociationWith("approvalId", APPROVAL.value())
          .expectDispatchedCommands(
              new ApproveToolCall(RUN, "call_1_1", "sha256:one", null, null, List.of(GRACE)));
    }
  }

  @Nested
  class TheRun {

    @Test
    void whenCancelledTakesEveryQuestionBack() {
      record(FOR_ADA, RUN_REQUESTED, RUN_MODEL_CALL_COMPLETED, HELD, HELD_TOO);

      saga.givenAPublished(HELD, BY_WORKER)
          .andThenAPublished(HELD_TOO, BY_WORKER)
          .whenPublishingA(RUN_CANCELLED, BY_GRACE)
          .expectActiveSagas(0)
          .expectDispatchedCommands(
              new WithdrawApproval(APPROVAL, "The run was cancelled"),
              new WithdrawApproval(APPROVAL_TOO, "The run was cancelled"));
    }

    @Test
    void whenItFailsSaysSo() {
      afterTheQuestion()
          .whenPublishingA(
              new RunFailed(RUN, new RunError("limit-cost", "It cost too much", null)), BY_WORKER)
          .expectActiveSagas(0)
          .expectDispatchedCommands(
              new WithdrawApproval(APPROVAL, "The run failed: It cost too much"));
    }

    @Test
    void whenItsCallIsRejectedWithoutTheApprovalNeedsItNoMore() {
      afterTheQuestion()
          .whenPublishingA(
              new RunToolCallRejected(RUN, "call_1_1", "Withdrawn by ada", ADA), BY_WORKER)
          .expectActiveSagas(0)
          .expectDispatchedCommands(new WithdrawApproval(APPROVAL, "Withdrawn by ada"));
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
    var before = new ToolApprovalSaga();
    var field = ToolApprovalSaga.class.getDeclaredField("open");
    field.setAccessible(true);
    @SuppressWarnings("unchecked")
    var open = (Map<String, ToolApprovalSaga.Question>) field.get(before);
    open.put("apr_1", new ToolApprovalSaga.Question(RUN, "call_1_1", "sha256:one"));

    var stored = serializer.serialize(before, String.class);
    ToolApprovalSaga after = serializer.deserialize(stored);

    assertThat(after).usingRecursiveComparison().isEqualTo(before);
  }

  private ContinuedGivenState afterTheQuestion() {
    record(FOR_ADA, RUN_REQUESTED, RUN_MODEL_CALL_COMPLETED, HELD);
    return saga.givenAPublished(HELD, BY_WORKER);
  }

  private void record(Envelope envelope, RunEvent... events) {
    for (var event : events) {
      log.publish(
          new GenericDomainEventMessage<>(
              "run", RUN.value(), recorded++, event, envelope.toMetadata()));
    }
  }

  private static ApprovalDecided approved(Amendment amendment) {
    return new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of(GRACE), null, amendment);
  }

  private static RunToolCallHeld held(String callId, String hash) {
    return new RunToolCallHeld(
        RUN, 1, callId, "refund", Map.of("order", 7), hash, "It costs money", APPROVAL_RULE);
  }

  private static RunToolCallIntended intended(RunToolCallHeld held) {
    return new RunToolCallIntended(
        RUN,
        1,
        held.callId(),
        held.tool(),
        held.arguments(),
        held.argumentsHash(),
        1,
        "run_1:" + held.callId(),
        0,
        List.of(GRACE),
        null);
  }

  private static RequestApproval request(
      ApprovalId approvalId, RunToolCallHeld held, long since, String requestedBy) {
    return new RequestApproval(
        approvalId,
        new ApprovalSubject(
            ApprovalSubject.Kind.TOOL_CALL,
            RUN.value(),
            held.callId(),
            SLUG + "/refund",
            held.argumentsHash(),
            since),
        new ProposedCall(
            RUN,
            AGENT,
            SLUG,
            held.callId(),
            "refund",
            Map.of("order", 7),
            ToolEffect.EFFECTFUL,
            OnExpiry.REJECT,
            1_250),
        "Let text-statistics call refund",
        List.of("It costs money"),
        requestedBy,
        List.of(requestedBy),
        APPROVAL_RULE,
        NOON);
  }
}
