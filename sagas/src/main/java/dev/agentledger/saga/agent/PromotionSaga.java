package dev.agentledger.saga.agent;

import dev.agentledger.api.agent.ActivateAgent;
import dev.agentledger.api.agent.ApprovePromotion;
import dev.agentledger.api.agent.RejectPromotion;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.events.agent.AgentActivated;
import dev.agentledger.events.agent.AgentArchived;
import dev.agentledger.events.agent.AgentDemoted;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentPromotionApproved;
import dev.agentledger.events.agent.AgentPromotionRejected;
import dev.agentledger.events.agent.AgentPromotionRequested;
import dev.agentledger.events.agent.AgentPromotionWithdrawn;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.saga.SagaCommands;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;

/**
 * Takes a promotion from request to service: lets the policy pass it or asks people, and passes
 * their answer on.
 *
 * <p>Every command carries the promotion's or the approval's id, so handling an event twice changes
 * nothing.
 */
@Saga
@ProcessingGroup(PromotionSaga.PROCESS)
public class PromotionSaga {

  /** Name of the process, as it appears in the log and among the event processors. */
  public static final String PROCESS = "promotion-saga";

  private @Nullable AgentId agentId;
  private @Nullable String promotionId;

  /** The question that people have not answered yet. */
  private @Nullable ApprovalId openApproval;

  @StartSaga
  @SagaEventHandler(associationProperty = "promotionId")
  void on(
      AgentPromotionRequested event,
      EventMessage<?> message,
      @SequenceNumber long streamVersion,
      @Timestamp Instant requestedAt,
      SagaCommands commands) {
    if (promotionId != null) {
      return;
    }
    promotionId = event.promotionId();
    agentId = event.agentId();
    SagaLifecycle.associateWith("agentId", event.agentId().value());
    if (event.requirement().automatic()) {
      send(
          new ApprovePromotion(event.agentId(), event.promotionId(), List.of()), message, commands);
    } else {
      var approvalId = approvalOf(event.promotionId());
      openApproval = approvalId;
      SagaLifecycle.associateWith("approvalId", approvalId.value());
      send(question(approvalId, event, streamVersion, requestedAt), message, commands);
    }
  }

  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalDecided event, EventMessage<?> message, SagaCommands commands) {
    openApproval = null;
    send(
        switch (event.decision()) {
          case APPROVED -> new ApprovePromotion(agent(), promotion(), event.decidedBy());
          case REJECTED -> new RejectPromotion(agent(), promotion(), reasonOf(event));
        },
        message,
        commands);
  }

  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalExpired event, EventMessage<?> message, SagaCommands commands) {
    openApproval = null;
    send(new RejectPromotion(agent(), promotion(), "Nobody decided in time"), message, commands);
  }

  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalWithdrawn event, EventMessage<?> message, SagaCommands commands) {
    openApproval = null;
    send(new WithdrawPromotion(agent(), promotion(), event.reason()), message, commands);
  }

  @SagaEventHandler(associationProperty = "promotionId")
  void on(AgentPromotionApproved event, EventMessage<?> message, SagaCommands commands) {
    send(new ActivateAgent(event.agentId(), event.promotionId()), message, commands);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "promotionId")
  void on(AgentActivated event, EventMessage<?> message, SagaCommands commands) {
    withdrawOpenApproval("The promotion was approved without it", message, commands);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "promotionId")
  void on(AgentPromotionRejected event, EventMessage<?> message, SagaCommands commands) {
    withdrawOpenApproval("The promotion was rejected: " + event.reason(), message, commands);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "promotionId")
  void on(AgentPromotionWithdrawn event, EventMessage<?> message, SagaCommands commands) {
    withdrawOpenApproval(event.reason(), message, commands);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "agentId")
  void on(AgentRevised event, EventMessage<?> message, SagaCommands commands) {
    withdrawOpenApproval("The draft was revised", message, commands);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "agentId")
  void on(AgentArchived event, EventMessage<?> message, SagaCommands commands) {
    withdrawOpenApproval("The agent was archived", message, commands);
  }

  /** What the approvers saw is no longer so, and a decision of theirs would be stale. */
  @SagaEventHandler(associationProperty = "agentId")
  void on(AgentDemoted event, EventMessage<?> message, SagaCommands commands) {
    withdrawOpenApproval("The active version was demoted", message, commands);
  }

  private void withdrawOpenApproval(String reason, EventMessage<?> message, SagaCommands commands) {
    if (openApproval != null) {
      send(new WithdrawApproval(openApproval, reason), message, commands);
      openApproval = null;
    }
  }

  private static void send(Object command, EventMessage<?> cause, SagaCommands commands) {
    commands.send(command, SagaCommands.answering(cause, PROCESS));
  }

  private static RequestApproval question(
      ApprovalId approvalId,
      AgentPromotionRequested event,
      long streamVersion,
      Instant requestedAt) {
    return new RequestApproval(
        approvalId,
        new ApprovalSubject(
            ApprovalSubject.Kind.AGENT_PROMOTION,
            event.agentId().value(),
            event.promotionId(),
            event.slug(),
            event.version().hash(),
            streamVersion),
        null,
        "Promote version %d of %s".formatted(event.version().number(), event.slug()),
        event.requirement().reasons(),
        event.requestedBy(),
        Stream.of(event.requestedBy(), event.editedBy()).distinct().toList(),
        event.requirement().approval(),
        requestedAt);
  }

  /** One approval for each promotion: its id follows from the promotion's. */
  private static ApprovalId approvalOf(String promotionId) {
    return new ApprovalId("apr_" + promotionId.substring(promotionId.indexOf('_') + 1));
  }

  private static String reasonOf(ApprovalDecided rejection) {
    var by = "Rejected by " + String.join(", ", rejection.decidedBy());
    return rejection.comment() == null ? by : by + ": " + rejection.comment();
  }

  private AgentId agent() {
    return Objects.requireNonNull(agentId, "set by the event that starts this saga");
  }

  private String promotion() {
    return Objects.requireNonNull(promotionId, "set by the event that starts this saga");
  }
}
