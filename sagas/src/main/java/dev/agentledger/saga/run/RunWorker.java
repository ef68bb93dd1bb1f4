package dev.agentledger.saga.run;

import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordModelCallFailed;
import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.run.effect.Effects;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries out what runs decided to have carried out, and sees to it that every outcome is recorded.
 *
 * <p>It hears of an intent by the commit that made it, by the event stream, or by the {@link
 * Lookout}, which takes over runs from nodes that were lost.
 */
@Component
class RunWorker implements SmartLifecycle, Execution.Keeper {

  static final String PROCESS = "run-worker";

  private static final int ATTEMPTS_REMEMBERED = 50_000;

  private final Effects effects;
  private final SagaCommands commands;
  private final MeterRegistry meters;
  private final int concurrency;
  private final int calls;
  private final Duration grace;

  private final Map<RunId, Map<String, Execution>> underWay = new HashMap<>();
  private final Recent<Attempt> finished = new Recent<>(ATTEMPTS_REMEMBERED);
  private volatile boolean accepting;
  private volatile boolean cutOff;
  private @Nullable ThreadPoolExecutor computing;
  private @Nullable ThreadPoolExecutor waiting;
  private @Nullable ScheduledExecutorService timer;

  RunWorker(
      Effects effects,
      SagaCommands commands,
      MeterRegistry meters,
      @Value("${ledger.runs.concurrency:0}") int concurrency,
      @Value("${ledger.runs.calls:512}") int calls,
      @Value("${ledger.runs.grace:5s}") Duration grace) {
    this.effects = effects;
    this.commands = commands;
    this.meters = meters;
    this.concurrency =
        concurrency > 0 ? concurrency : 2 * Runtime.getRuntime().availableProcessors();
    this.calls = calls;
    this.grace = grace;
    meters.gauge("ledger.runs.active", this, RunWorker::active);
  }

  private synchronized int active() {
    return underWay.size();
  }

  /** Carries the intent out unless this node has it already, or has a later attempt. */
  void offer(Intent intent) {
    if (!finished.contains(intent.attempt())) {
      offerAgain(intent);
    }
  }

  /** The same for an intent that may be carried out once more. */
  synchronized void offerAgain(Intent intent) {
    var ofRun = underWay.computeIfAbsent(intent.runId(), _ -> new HashMap<>());
    var other = ofRun.get(intent.effect());
    if (accepting && (other == null || intent.attempt().supersedes(other.intent().attempt()))) {
      if (other != null) {
        drop(other);
      }
      var next = new Execution(intent, effects, commands, this);
      ofRun.put(intent.effect(), next);
      submitWhenDue(next);
    }
    forgetIfIdle(intent.runId());
  }

  private void submitWhenDue(Execution execution) {
    var wait = Duration.between(Instant.now(), execution.intent().notBefore());
    if (wait.isPositive() && timer != null) {
      var _ = timer.schedule(() -> submit(execution), wait.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      submit(execution);
    }
  }

  private synchronized void submit(Execution execution) {
    var executor = execution.intent().isCode() ? computing : waiting;
    if (executor == null) {
      return;
    }
    var othersWait = !executor.getQueue().isEmpty();
    if (othersWait || !execution.tryFollowHere()) {
      executor.execute(execution);
    }
  }

  /** The run needs no outcome any more. */
  synchronized void ended(RunId runId) {
    var executions = underWay.remove(runId);
    if (executions != null) {
      executions.values().forEach(this::drop);
    }
  }

  /** Remembered before it is forgotten, since the stream may just be bringing its intent. */
  private void drop(Execution execution) {
    finished.add(execution.intent().attempt());
    execution.abandon();
  }

  synchronized boolean hasUnderWay(Intent intent) {
    return underWay.getOrDefault(intent.runId(), Map.of()).containsKey(intent.effect());
  }

  boolean knows(Intent intent) {
    return hasUnderWay(intent) || finished.contains(intent.attempt());
  }

  @Override
  public boolean accepts() {
    return accepting;
  }

  @Override
  public boolean isCutOff() {
    return cutOff;
  }

  @Override
  public void leaves(Execution execution, boolean settled) {
    var intent = execution.intent();
    if (settled) {
      finished.add(intent.attempt());
    }
    synchronized (this) {
      var ofRun = underWay.get(intent.runId());
      if (ofRun != null) {
        ofRun.remove(intent.effect(), execution);
        forgetIfIdle(intent.runId());
      }
    }
  }

  private void forgetIfIdle(RunId runId) {
    underWay.computeIfPresent(runId, (_, executions) -> executions.isEmpty() ? null : executions);
  }

  @Override
  public void took(Intent intent, Optional<RunCommand> outcome, Duration duration) {
    var effect =
        switch (intent.effect()) {
          case Intent.CODE, Intent.MODEL -> intent.effect();
          default -> "tool";
        };
    meters
        .timer(
            "ledger.runs.duration",
            "effect",
            effect,
            "outcome",
            outcome.map(RunWorker::kindOf).orElse("started"))
        .record(duration);
  }

  private static String kindOf(RunCommand outcome) {
    return switch (outcome) {
      case RecordCodeFailed failed -> failed.error().kind();
      case RecordModelCallFailed failed -> failed.failure().kind();
      case RecordToolCallFailed failed -> failed.failure().kind();
      default -> "returned"; // whatever else an effect comes to, it is no failure
    };
  }

  @Override
  public synchronized void start() {
    // Threads of the platform: code is nothing but computing, and virtual threads are not
    // preempted, so a few endless loops on them would stop everything else in the program.
    computing = pool(concurrency, Thread.ofPlatform().name("run-", 0).daemon().factory());
    waiting = pool(calls, Thread.ofVirtual().name("run-call-", 0).factory());
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("run-timer").daemon().factory());
    cutOff = false;
    accepting = true;
  }

  private static ThreadPoolExecutor pool(int threads, ThreadFactory factory) {
    return new ThreadPoolExecutor(
        threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
  }

  /** What is cut off has no outcome, so whoever claims its run next asks for it again. */
  @Override
  public void stop() {
    List<ThreadPoolExecutor> running;
    synchronized (this) {
      accepting = false;
      running = Stream.of(computing, waiting).filter(Objects::nonNull).toList();
      if (timer != null) {
        timer.shutdownNow();
      }
      timer = null;
      computing = null;
      waiting = null;
    }
    var end = System.nanoTime() + grace.toNanos();
    running.forEach(ExecutorService::shutdown);
    running.forEach(one -> finishOrCutOff(one, Math.max(0, end - System.nanoTime())));
    synchronized (this) {
      underWay.clear();
    }
  }

  private void finishOrCutOff(ExecutorService running, long nanos) {
    try {
      if (!running.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
        cutOff(running);
      }
    } catch (InterruptedException _) {
      cutOff(running);
      Thread.currentThread().interrupt();
    }
  }

  private void cutOff(ExecutorService running) {
    cutOff = true;
    running.shutdownNow();
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
