package dev.agentledger.saga.run;

import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.run.Claims.Claim;
import dev.agentledger.saga.run.CodeIntent.Attempt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Executes the code that runs decided to have executed, and sees to it that every outcome is
 * recorded.
 *
 * <p>It hears of an intent by the commit that made it, by the event stream, or, when it takes over
 * runs from a node that was lost, by the table of intents; then it asks for a new attempt, so that
 * a late outcome of the lost one changes nothing.
 */
@Component
class RunWorker implements SmartLifecycle {

  static final String PROCESS = "run-worker";

  private static final Logger log = LoggerFactory.getLogger(RunWorker.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);
  private static final int ATTEMPTS_REMEMBERED = 50_000;

  private final RunWork work;
  private final CodeExecution execution;
  private final SagaCommands commands;
  private final Claims claims;
  private final MeterRegistry meters;
  private final int concurrency;
  private final Duration grace;

  private final Map<RunId, Execution> underWay = new ConcurrentHashMap<>();
  private final Set<Attempt> finished = recent(ATTEMPTS_REMEMBERED);

  /** Shares of all runs whose stream this node answers at once; the others wait for recovery. */
  private final Set<Segment> live = ConcurrentHashMap.newKeySet();

  private final Set<Segment> toRecover = ConcurrentHashMap.newKeySet();
  private Instant sweptAt = Instant.EPOCH;
  private volatile boolean accepting;
  private volatile boolean cutOff;
  private @Nullable ExecutorService executions;
  private @Nullable ScheduledExecutorService lookout;

  @Autowired
  RunWorker(
      RunWork work,
      CodeExecution execution,
      SagaCommands commands,
      Claims claims,
      MeterRegistry meters,
      @Value("${ledger.runs.concurrency:0}") int concurrency,
      @Value("${ledger.runs.grace:5s}") Duration grace) {
    this.work = work;
    this.execution = execution;
    this.commands = commands;
    this.claims = claims;
    this.meters = meters;
    this.concurrency =
        concurrency > 0 ? concurrency : 2 * Runtime.getRuntime().availableProcessors();
    this.grace = grace;
    meters.gauge("ledger.runs.active", underWay, Map::size);
  }

  /** Executes the intent unless this node has it already, or has a later attempt. */
  synchronized void offer(CodeIntent intent) {
    var other = underWay.get(intent.runId());
    if (!accepting
        || executions == null
        || finished.contains(intent.attempt())
        || (other != null && !intent.attempt().supersedes(other.intent.attempt()))) {
      return;
    }
    if (other != null) {
      other.abandon();
    }
    var next = new Execution(intent);
    underWay.put(intent.runId(), next);
    executions.execute(next);
  }

  /** The stream brought an intent, which may be known, settled or superseded by now. */
  void streamed(RunId runId) {
    if (live.stream().anyMatch(segment -> Claims.covers(segment, runId))) {
      work.findIntent(runId).ifPresent(this::offer);
    }
  }

  /** The run needs no outcome any more. */
  void ended(RunId runId) {
    var execution = underWay.get(runId);
    if (execution != null) {
      execution.abandon();
    }
  }

  /** Takes over what this node has newly claimed, and now and then looks for what was dropped. */
  private void lookAfterClaims() {
    try {
      var claimed = claims.current();
      live.retainAll(claimed.stream().map(Claim::segment).toList());
      toRecover.retainAll(live);
      for (var claim : claimed) {
        // Live before its table is read: what the stream brings after that is not missed.
        if (claim.caughtUp() && live.add(claim.segment())) {
          toRecover.add(claim.segment());
        }
      }
      recover();
      sweep();
    } catch (RuntimeException failure) {
      log.warn("Taking over runs failed and is tried again", failure);
    }
  }

  private void recover() {
    if (!toRecover.isEmpty()) {
      var taken = Set.copyOf(toRecover);
      reinvoke(Instant.now(), taken);
      toRecover.removeAll(taken);
    }
  }

  private void sweep() {
    var now = Instant.now();
    if (sweptAt.plus(BETWEEN_SWEEPS).isBefore(now)) {
      reinvoke(now.minus(BETWEEN_SWEEPS), Set.copyOf(live));
      sweptAt = now;
    }
  }

  private void reinvoke(Instant intendedUntil, Set<Segment> segments) {
    Predicate<CodeIntent> ours =
        intent -> segments.stream().anyMatch(segment -> Claims.covers(segment, intent.runId()));
    work.intentsUntil(intendedUntil).stream()
        .filter(ours)
        .filter(intent -> !knows(intent))
        .forEach(
            lost -> {
              log.info(
                  "Run {}, attempt {}: lost, so asked for again",
                  lost.runId(),
                  lost.attempt().number());
              commands.send(lost.asLost(), lost.envelope());
            });
  }

  private boolean knows(CodeIntent intent) {
    return underWay.containsKey(intent.runId()) || finished.contains(intent.attempt());
  }

  @Override
  public synchronized void start() {
    // Threads of the platform: code is nothing but computing, and virtual threads are not
    // preempted, so a few endless loops on them would stop everything else in the program.
    executions =
        Executors.newFixedThreadPool(
            concurrency, Thread.ofPlatform().name("run-", 0).daemon().factory());
    lookout =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("run-lookout").daemon().factory());
    var _ =
        lookout.scheduleWithFixedDelay(
            this::lookAfterClaims, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    cutOff = false;
    accepting = true;
  }

  /** What is cut off has no outcome, so whoever claims its run next asks for it again. */
  @Override
  public void stop() {
    ExecutorService running;
    ScheduledExecutorService looking;
    synchronized (this) {
      accepting = false;
      running = executions;
      looking = lookout;
      executions = null;
      lookout = null;
    }
    if (looking != null) {
      looking.shutdownNow();
    }
    if (running != null) {
      running.shutdown();
      finishOrCutOff(running);
      underWay.clear();
    }
    live.clear();
    toRecover.clear();
  }

  private void finishOrCutOff(ExecutorService running) {
    try {
      if (!running.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
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

  private static <T> Set<T> recent(int most) {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<T, Boolean>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
                return size() > most;
              }
            }));
  }

  /** One attempt on this node, from its place in the queue to its recorded outcome. */
  private final class Execution implements Runnable {

    private enum Phase {
      QUEUED,
      EXECUTING,
      RECORDING,
      RECORDED,
      ABANDONED
    }

    private final CodeIntent intent;
    private Phase phase = Phase.QUEUED;
    private @Nullable Thread thread;

    Execution(CodeIntent intent) {
      this.intent = intent;
    }

    /**
     * Nobody waits for the outcome any more; once it is being recorded, it is left to the rules.
     */
    synchronized void abandon() {
      if (phase == Phase.EXECUTING && thread != null) {
        thread.interrupt();
      }
      phase = Phase.ABANDONED;
    }

    @Override
    public void run() {
      try {
        if (begin()) {
          var startedAt = System.nanoTime();
          var outcome = execution.outcomeOf(intent);
          record(outcome, Duration.ofNanos(System.nanoTime() - startedAt));
        }
      } catch (InterruptedException _) {
        log.info("Run {}, attempt {}: stopped", intent.runId(), intent.attempt().number());
      } finally {
        leave();
      }
    }

    private synchronized boolean begin() {
      if (phase != Phase.QUEUED || !accepting) {
        return false;
      }
      phase = Phase.EXECUTING;
      thread = Thread.currentThread();
      return true;
    }

    private void record(RunCommand outcome, Duration took) throws InterruptedException {
      if (beginRecording()) {
        timer(outcome).record(took);
        var pauses = new Pauses();
        while (!recorded(outcome)) {
          pauses.await();
        }
      }
    }

    private synchronized void advance(Phase from, Phase to) {
      if (phase == from) {
        phase = to;
      }
    }

    /** From here on no interruption but the end of the program reaches the thread. */
    private synchronized boolean beginRecording() {
      thread = null;
      if (phase != Phase.EXECUTING || cutOff) {
        return false;
      }
      phase = Phase.RECORDING;
      return true;
    }

    private boolean recorded(RunCommand outcome) throws InterruptedException {
      try {
        commands.send(outcome, intent.envelope());
        advance(Phase.RECORDING, Phase.RECORDED);
        return true;
      } catch (RuntimeException fault) {
        if (cutOff) {
          throw new InterruptedException();
        }
        log.warn("Run {}: its outcome is not recorded yet", intent.runId(), fault);
        return isAbandoned();
      }
    }

    private synchronized boolean isAbandoned() {
      return phase == Phase.ABANDONED;
    }

    /** Only what is settled is remembered: the rest must be found by whoever looks for it. */
    private synchronized void leave() {
      thread = null;
      if (phase == Phase.RECORDED || phase == Phase.ABANDONED) {
        finished.add(intent.attempt());
      }
      underWay.remove(intent.runId(), this);
    }

    private Timer timer(RunCommand outcome) {
      return meters.timer(
          "ledger.runs.duration",
          "outcome",
          outcome instanceof RecordCodeFailed failed ? failed.error().kind() : "returned");
    }
  }
}
