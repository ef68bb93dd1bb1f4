package dev.agentledger.saga.run;

import dev.agentledger.api.run.CancelRun;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.money.Spending;
import dev.agentledger.saga.run.RunWork.Answers;
import dev.agentledger.saga.run.RunWork.Remains;
import dev.agentledger.saga.run.effect.ChildEffect;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.plan.Pauses;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What follows elsewhere from the end of a run: the run that started it has its answer, those that
 * it started are cancelled, and its money is accounted for.
 *
 * <p>It hears of an end by the commit and by the stream, and does it once on this node. Whatever is
 * lost with a node is found by the {@link Lookout}.
 */
@Component
class Family implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Family.class);
  private static final int ENDS_REMEMBERED = 50_000;

  private final SagaCommands commands;
  private final Histories histories;
  private final Spending spending;
  private final Recent<RunId> told = new Recent<>(ENDS_REMEMBERED);
  private volatile boolean accepting;
  private @Nullable ExecutorService tellers;

  Family(SagaCommands commands, Histories histories, Spending spending) {
    this.commands = commands;
    this.histories = histories;
    this.spending = spending;
  }

  /** By the commit, with all that is known of the run. */
  void ended(RunHistory run, Envelope envelope) {
    ended(
        new Remains(
            run.runId(), Answers.of(run.requested().parent()), run.openChildren(), run.isAsking()),
        envelope,
        run);
  }

  /** By the stream. */
  void ended(Remains remains, Envelope envelope) {
    ended(remains, envelope, null);
  }

  private void ended(Remains remains, Envelope envelope, @Nullable RunHistory run) {
    var nothing = remains.parent().isEmpty() && remains.children().isEmpty() && !remains.asking();
    var executor = tellers;
    if (!nothing && accepting && executor != null && told.add(remains.runId())) {
      executor.execute(() -> tell(remains, envelope, run));
    }
  }

  private void tell(Remains remains, Envelope envelope, @Nullable RunHistory run) {
    try {
      if (remains.asking()) {
        insist(() -> spending.closeRun(remains.runId(), envelope));
      }
      for (var child : remains.children()) {
        insist(
            () ->
                commands.send(new CancelRun(child, "The run that started it has ended"), envelope));
      }
      if (remains.parent().isPresent()) {
        insist(() -> answer(remains.parent().get(), remains.runId(), envelope, run));
      }
    } catch (InterruptedException _) {
      told.remove(remains.runId());
      log.info("What follows from the end of run {} is left to others", remains.runId());
    }
  }

  private void answer(
      Answers parent, RunId childId, Envelope envelope, @Nullable RunHistory known) {
    var child = known == null ? histories.read(childId).orElseThrow() : known;
    histories
        .holding(parent.parentId(), history -> history.toolCall(parent.callId()).isPresent())
        .flatMap(history -> history.toolCall(parent.callId()))
        .flatMap(call -> ChildEffect.outcomeOf(child, call))
        .ifPresent(outcome -> commands.send(outcome, envelope));
  }

  private void insist(Runnable action) throws InterruptedException {
    var pauses = new Pauses();
    while (true) {
      try {
        action.run();
        return;
      } catch (RuntimeException fault) {
        if (!accepting) {
          throw new InterruptedException();
        }
        log.warn("What follows from the end of a run is not done yet", fault);
      }
      pauses.await();
    }
  }

  @Override
  public void start() {
    tellers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("run-family-", 0).factory());
    accepting = true;
  }

  @Override
  public void stop() {
    accepting = false;
    var stopped = tellers;
    tellers = null;
    if (stopped != null) {
      stopped.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return accepting;
  }

  @Override
  public int getPhase() {
    return SagaPhases.WORKERS;
  }
}
