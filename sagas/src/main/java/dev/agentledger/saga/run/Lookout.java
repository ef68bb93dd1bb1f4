package dev.agentledger.saga.run;

import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.TimeOutRun;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.run.Claims.Claim;
import dev.agentledger.saga.run.RunWork.Addressee;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.history.Histories;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks after the runs that this node owns: takes over what a lost node left, finds what was
 * dropped, and ends what lasts too long.
 *
 * <p>For what was lost it asks for a new attempt, so that a late outcome of the lost one changes
 * nothing.
 */
@Component
class Lookout implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Lookout.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);

  /** As far apart as the clocks of two nodes may be. */
  private static final Duration SKEW = Duration.ofSeconds(1);

  private final RunWork work;
  private final RunWorker worker;
  private final SagaCommands commands;
  private final Claims claims;
  private final Histories histories;

  /** Shares of all runs whose stream this node answers at once; the others wait for recovery. */
  private final Set<Segment> live = ConcurrentHashMap.newKeySet();

  private final Set<Segment> toRecover = ConcurrentHashMap.newKeySet();
  private Instant sweptAt = Instant.EPOCH;
  private volatile @Nullable ScheduledExecutorService looking;

  Lookout(
      RunWork work, RunWorker worker, SagaCommands commands, Claims claims, Histories histories) {
    this.work = work;
    this.worker = worker;
    this.commands = commands;
    this.claims = claims;
    this.histories = histories;
  }

  /** The stream brought an intent, which may be known, settled or superseded by now. */
  void streamed(Intent intent) {
    if (owns(live, intent.runId()) && !worker.knows(intent)) {
      work.find(intent.runId(), intent.effect())
          .filter(current -> current.attempt().equals(intent.attempt()))
          .ifPresent(worker::offer);
    }
  }

  private static boolean owns(Set<Segment> segments, RunId runId) {
    return segments.stream().anyMatch(segment -> Claims.covers(segment, runId));
  }

  private void look() {
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
      endOverdue();
      sweep();
    } catch (RuntimeException failure) {
      log.warn("Looking after runs failed and is tried again", failure);
    }
  }

  private void recover() {
    if (!toRecover.isEmpty()) {
      var taken = Set.copyOf(toRecover);
      takeOver(Instant.now(), taken);
      toRecover.removeAll(taken);
    }
  }

  private void endOverdue() {
    for (var overdue : work.overdueAt(Instant.now())) {
      if (owns(live, overdue.runId())) {
        commands.send(new TimeOutRun(overdue.runId()), overdue.envelope());
      }
    }
  }

  private void sweep() {
    var now = Instant.now();
    if (sweptAt.plus(BETWEEN_SWEEPS).isBefore(now)) {
      takeOver(now.minus(BETWEEN_SWEEPS), Set.copyOf(live));
      work.orphansOf(now.minus(BETWEEN_SWEEPS)).stream()
          .filter(orphan -> owns(live, orphan.runId()))
          .filter(this::isOrphan)
          .forEach(
              orphan ->
                  commands.send(
                      new CancelRun(orphan.runId(), "The run that started it has ended"),
                      orphan.envelope()));
      sweptAt = now;
    }
  }

  /** The tables of parent and child may be filled by different nodes, one of which is behind. */
  private boolean isOrphan(Addressee child) {
    return histories
        .read(child.runId())
        .map(history -> history.requested().parent())
        .flatMap(parent -> histories.read(parent.runId()))
        .filter(parent -> parent.end().isPresent())
        .isPresent();
  }

  private void takeOver(Instant intendedUntil, Set<Segment> segments) {
    work.intentsUntil(intendedUntil).stream()
        .filter(intent -> owns(segments, intent.runId()))
        .forEach(this::takeOver);
  }

  private void takeOver(Intent intent) {
    if (intent.childRunId() != null) {
      // Another run carries it out, or did: asking again is how to find out.
      if (!worker.hasUnderWay(intent)) {
        worker.offerAgain(intent);
      }
    } else if (intent.notBefore().isAfter(Instant.now().plus(SKEW))) {
      worker.offer(intent);
    } else if (!worker.knows(intent)) {
      log.info("Run {}, {}: lost, so asked for again", intent.runId(), intent.attempt());
      commands.send(intent.asLost(), intent.envelope());
    }
  }

  @Override
  public void start() {
    var scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("run-lookout").daemon().factory());
    looking = scheduler;
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    var scheduler = looking;
    looking = null;
    if (scheduler != null) {
      scheduler.shutdownNow();
    }
    live.clear();
    toRecover.clear();
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }

  @Override
  public int getPhase() {
    return SagaPhases.WORKERS;
  }
}
