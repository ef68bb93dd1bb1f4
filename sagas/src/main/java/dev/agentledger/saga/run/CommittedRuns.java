package dev.agentledger.saga.run;

import static java.util.stream.Collectors.toMap;

import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.run.CodeIntent.Attempt;
import dev.agentledger.saga.run.CodeIntent.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The short way from a decision to its execution: what is committed in this process is handed to
 * the worker by the commit itself.
 *
 * <p>It is an acceleration and nothing relies on it: what it leaves out or drops comes by the
 * stream.
 */
@Component
class CommittedRuns implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(CommittedRuns.class);

  private final EventBus events;
  private final RunWork work;
  private final Claims claims;
  private final RunWorker worker;
  private @Nullable Registration subscription;

  CommittedRuns(EventBus events, RunWork work, Claims claims, RunWorker worker) {
    this.events = events;
    this.work = work;
    this.claims = claims;
    this.worker = worker;
  }

  /** Called while the events are being stored, so nothing may happen yet. */
  private void beforeCommit(List<? extends EventMessage<?>> stored) {
    var concerned = stored.stream().anyMatch(event -> concerns(event.getPayload()));
    if (concerned && CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> handOver(stored));
    }
  }

  private static boolean concerns(Object payload) {
    return payload instanceof RunCodeInvoked || ends(payload);
  }

  private static boolean ends(Object payload) {
    return payload instanceof RunCancelled
        || payload instanceof RunCompleted
        || payload instanceof RunFailed;
  }

  /** Whatever goes wrong here must not reach whoever committed. */
  private void handOver(List<? extends EventMessage<?>> committed) {
    try {
      var requested =
          committed.stream()
              .map(EventMessage::getPayload)
              .filter(RunRequested.class::isInstance)
              .map(payload -> RunWork.workOf((RunRequested) payload))
              .collect(toMap(Work::runId, run -> run));
      committed.forEach(event -> handOver(event, requested));
    } catch (RuntimeException failure) {
      log.warn("Left to the event stream, which brings it later", failure);
    }
  }

  private void handOver(EventMessage<?> event, Map<RunId, Work> requested) {
    switch (event.getPayload()) {
      case RunCodeInvoked invoked when claims.own(invoked.runId()) ->
          Optional.ofNullable(requested.get(invoked.runId()))
              .or(() -> work.find(invoked.runId()))
              .map(
                  run ->
                      new CodeIntent(
                          run,
                          Attempt.of(invoked),
                          SagaCommands.answering(event, RunWorker.PROCESS)))
              .ifPresent(worker::offer);
      case RunCancelled cancelled -> worker.ended(cancelled.runId());
      case RunCompleted completed -> worker.ended(completed.runId());
      case RunFailed failed -> worker.ended(failed.runId());
      default -> {}
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
