package dev.agentledger.saga.run;

import dev.agentledger.api.run.RunCommand;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.run.effect.Effects;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.plan.Pauses;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt on this node, from its place in the queue to its recorded outcome.
 *
 * <p>Its thread goes on with the attempt to which the outcome leads: another thread would have to
 * be woken for each step of a run.
 */
final class Execution implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Execution.class);

  private static final ScopedValue<Execution> RECORDING = ScopedValue.newInstance();

  /** What an execution needs to know of the worker that has it. */
  interface Keeper {

    /** Whether it may begin. */
    boolean accepts();

    /** Whether the program ends at once. */
    boolean isCutOff();

    void took(Intent intent, Optional<RunCommand> outcome, Duration duration);

    /**
     * It is over.
     *
     * @param settled whether nobody needs to look for its outcome
     */
    void leaves(Execution execution, boolean settled);
  }

  private enum Phase {
    QUEUED,
    EXECUTING,
    RECORDING,
    RECORDED,
    LEFT,
    ABANDONED
  }

  private final Intent intent;
  private final Effects effects;
  private final SagaCommands commands;
  private final Keeper keeper;
  private Phase phase = Phase.QUEUED;
  private @Nullable Thread thread;

  /** Only known to the thread that records. */
  private @Nullable Execution next;

  Execution(Intent intent, Effects effects, SagaCommands commands, Keeper keeper) {
    this.intent = intent;
    this.effects = effects;
    this.commands = commands;
    this.keeper = keeper;
  }

  Intent intent() {
    return intent;
  }

  /** Nobody waits for the outcome any more; once it is being recorded, it is left to the rules. */
  synchronized void abandon() {
    if (phase == Phase.EXECUTING && thread != null) {
      thread.interrupt();
    }
    phase = Phase.ABANDONED;
  }

  /**
   * Has the thread that calls carry this one out next, if it is recording an outcome of the same
   * sort and nothing else follows on that.
   */
  boolean tryFollowHere() {
    if (!RECORDING.isBound()) {
      return false;
    }
    var recording = RECORDING.get();
    if (recording.next != null || recording.intent.isCode() != intent.isCode()) {
      return false;
    }
    recording.next = this;
    return true;
  }

  @Override
  public void run() {
    for (var one = this; one != null; one = one.takeNext()) {
      try {
        one.carryOut();
      } catch (Error fault) {
        // It is found and carried out again; what follows on it has no other thread than this.
        log.error("Run {}, {}: broken off", one.intent.runId(), one.intent.attempt(), fault);
      }
      // An interruption was meant for this one; whether the program ends is asked of the keeper.
      var _ = Thread.interrupted();
    }
  }

  private @Nullable Execution takeNext() {
    var taken = next;
    next = null;
    return taken;
  }

  private void carryOut() {
    try {
      if (begin()) {
        var startedAt = System.nanoTime();
        var outcome = carriedOut();
        keeper.took(intent, outcome, Duration.ofNanos(System.nanoTime() - startedAt));
        record(outcome);
      }
    } catch (InterruptedException _) {
      log.info("Run {}, {}: stopped", intent.runId(), intent.attempt());
    } finally {
      leave();
    }
  }

  private synchronized boolean begin() {
    if (phase != Phase.QUEUED || !keeper.accepts()) {
      return false;
    }
    phase = Phase.EXECUTING;
    thread = Thread.currentThread();
    return true;
  }

  /** What is thrown was thrown before the effect began, so it can begin once more. */
  private Optional<RunCommand> carriedOut() throws InterruptedException {
    var pauses = new Pauses();
    while (true) {
      try {
        return effects.carryOut(intent);
      } catch (RuntimeException fault) {
        if (Thread.currentThread().isInterrupted() || keeper.isCutOff()) {
          throw new InterruptedException();
        }
        log.warn("Run {}, {}: not begun yet", intent.runId(), intent.attempt(), fault);
      }
      pauses.await();
    }
  }

  private void record(Optional<RunCommand> outcome) throws InterruptedException {
    if (!beginRecording()) {
      return;
    }
    if (outcome.isEmpty()) {
      // Whoever has it instead may be lost; a run that has it is asked again all the same.
      advance(intent.childRunId() == null ? Phase.LEFT : Phase.RECORDED);
      return;
    }
    var pauses = new Pauses();
    while (!recorded(outcome.get())) {
      pauses.await();
    }
  }

  /** From here on no interruption but the end of the program reaches the thread. */
  private synchronized boolean beginRecording() {
    thread = null;
    if (phase != Phase.EXECUTING || keeper.isCutOff()) {
      return false;
    }
    phase = Phase.RECORDING;
    return true;
  }

  private boolean recorded(RunCommand outcome) throws InterruptedException {
    try {
      ScopedValue.where(RECORDING, this).run(() -> commands.send(outcome, intent.envelope()));
      advance(Phase.RECORDED);
      return true;
    } catch (RuntimeException fault) {
      if (keeper.isCutOff()) {
        throw new InterruptedException();
      }
      log.warn("Run {}: its outcome is not recorded yet", intent.runId(), fault);
      return isAbandoned();
    }
  }

  private synchronized void advance(Phase next) {
    if (phase == Phase.RECORDING) {
      phase = next;
    }
  }

  private synchronized boolean isAbandoned() {
    return phase == Phase.ABANDONED;
  }

  /** Only what is settled is remembered: the rest must be found by whoever looks for it. */
  private void leave() {
    boolean settled;
    synchronized (this) {
      thread = null;
      settled = phase == Phase.RECORDED || phase == Phase.ABANDONED;
    }
    keeper.leaves(this, settled);
  }
}
