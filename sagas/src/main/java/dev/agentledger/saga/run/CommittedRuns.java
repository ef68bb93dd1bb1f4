package dev.agentledger.saga.run;

import static java.util.stream.Collectors.groupingBy;

import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.RunHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The short way from a decision to its effects: what is committed in this process is handed to the
 * worker by the commit itself.
 *
 * <p>It is an acceleration and nothing relies on it: what it leaves out or drops comes by the
 * stream.
 */
@Component
class CommittedRuns implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(CommittedRuns.class);

  private final EventBus events;
  private final Histories histories;
  private final Claims claims;
  private final RunWorker worker;
  private final Family family;
  private @Nullable Registration subscription;

  CommittedRuns(
      EventBus events, Histories histories, Claims claims, RunWorker worker, Family family) {
    this.events = events;
    this.histories = histories;
    this.claims = claims;
    this.worker = worker;
    this.family = family;
  }

  /** Called while the events are being stored, so nothing may happen yet. */
  private void beforeCommit(List<? extends EventMessage<?>> stored) {
    var ofRuns =
        stored.stream()
            .filter(event -> event.getPayload() instanceof RunEvent)
            .<DomainEventMessage<?>>mapMulti(
                (event, each) -> {
                  if (event instanceof DomainEventMessage<?> domainEvent) {
                    each.accept(domainEvent);
                  }
                })
            .toList();
    if (!ofRuns.isEmpty() && CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> handOver(ofRuns));
    }
  }

  /** Whatever goes wrong here must not reach whoever committed. */
  private void handOver(List<DomainEventMessage<?>> committed) {
    try {
      committed.stream()
          .collect(groupingBy(CommittedRuns::runOf, LinkedHashMap::new, Collectors.toList()))
          .forEach(this::handOver);
    } catch (RuntimeException failure) {
      log.warn("Left to the event stream, which brings it later", failure);
    }
  }

  private static RunId runOf(EventMessage<?> event) {
    return ((RunEvent) event.getPayload()).runId();
  }

  private void handOver(RunId runId, List<DomainEventMessage<?>> committed) {
    histories.add(committed);
    var ours = claims.own(runId);
    for (var event : committed) {
      var payload = (RunEvent) event.getPayload();
      var envelope = SagaCommands.answering(event, RunWorker.PROCESS);
      if (ours) {
        Intent.in(payload, event.getTimestamp(), envelope).ifPresent(worker::offer);
      }
      if (RunHistory.ends(payload)) {
        worker.ended(runId);
        histories.remembered(runId).ifPresent(history -> family.ended(history, envelope));
        histories.forget(runId);
      }
    }
  }

  @Override
  public void start() {
    subscription = events.subscribe(this::beforeCommit);
  }

  @Override
  public void stop() {
    if (subscription != null) {
      subscription.cancel();
      subscription = null;
    }
  }

  @Override
  public boolean isRunning() {
    return subscription != null;
  }

  @Override
  public int getPhase() {
    return SagaPhases.WORKERS;
  }
}
