package dev.agentledger.saga.run;

import static java.util.Objects.requireNonNull;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.run.RunWork.Accepted;
import dev.agentledger.saga.run.RunWork.Intended;
import dev.agentledger.saga.run.RunWork.Outcome;
import dev.agentledger.saga.run.RunWork.Remains;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * What the events of one batch say of runs and their effects, written in few statements before the
 * batch commits.
 *
 * <p>Most effects come to their outcome in the batch that brings their intent, and many runs to
 * their end in the batch that brings them; they are never written at all.
 */
final class WorkOfBatch {

  private final RunWork work;
  private final Follower follower;
  private final Map<RunId, Accepted> accepted = new LinkedHashMap<>();
  private final Map<Effect, Intended> open = new LinkedHashMap<>();
  private final Set<Outcome> outcomes = new LinkedHashSet<>();
  private final Map<RunId, Envelope> ending = new LinkedHashMap<>();
  private final List<Intent> written = new ArrayList<>();
  private final List<Ended> ended = new ArrayList<>();

  private WorkOfBatch(RunWork work, Follower follower) {
    this.work = work;
    this.follower = follower;
  }

  private record Effect(RunId runId, String name) {}

  private record Ended(Remains remains, Envelope envelope) {}

  /** Hears what a batch changed, once it is committed. */
  interface Follower {

    /** An intent that its batch did not settle. */
    void out(Intent intent);

    void ended(Remains remains, Envelope envelope);
  }

  /** That of the batch which is being handled. */
  static WorkOfBatch of(RunWork work, Follower follower) {
    var batch = CurrentUnitOfWork.get().root();
    return batch.getOrComputeResource(
        WorkOfBatch.class.getName(),
        _ -> {
          var ofBatch = new WorkOfBatch(work, follower);
          work.lighten();
          batch.onPrepareCommit(_ -> ofBatch.write());
          batch.afterCommit(_ -> ofBatch.tell());
          return ofBatch;
        });
  }

  void accept(Accepted run) {
    accepted.put(run.runId(), run);
  }

  void intend(Intent intent, Instant at) {
    open.put(new Effect(intent.runId(), intent.effect()), new Intended(intent, at));
  }

  /** The attempt came to an outcome; that of a superseded one leaves the newer intent alone. */
  void settle(RunId runId, String effect, int attempt) {
    settle(new Outcome(runId, effect, null, attempt));
  }

  /** The same for an effect whose attempts begin anew with each step. */
  void settle(Attempt attempt) {
    settle(new Outcome(attempt.runId(), attempt.effect(), attempt.step(), attempt.number()));
  }

  private void settle(Outcome outcome) {
    var effect = new Effect(outcome.runId(), outcome.effect());
    var intended = open.get(effect);
    if (intended == null) {
      outcomes.add(outcome);
    } else if (outcome.isOf(intended.intent().attempt())) {
      open.remove(effect);
      if (!accepted.containsKey(outcome.runId())) {
        // An earlier attempt, which this one superseded, may have been written.
        outcomes.add(Outcome.ofAny(outcome.runId(), outcome.effect()));
      }
    }
  }

  void rest(RunId runId, Instant since, long sequence) {
    write();
    work.rest(runId, since, sequence);
  }

  void goOn(RunId runId, Instant from, long sequence) {
    write();
    work.goOn(runId, from, sequence);
  }

  void end(RunId runId, Envelope envelope) {
    ending.put(runId, envelope);
  }

  /** Brings the tables up to what was said so far. */
  void write() {
    var brief = takeBriefRuns();
    work.add(accepted.values());
    work.settle(outcomes);
    work.intend(open.values());
    for (var remains : work.remove(ending.keySet())) {
      var known = brief.getOrDefault(remains.runId(), remains);
      ended.add(
          new Ended(
              known.withChildren(remains.children()), requireNonNull(ending.get(remains.runId()))));
    }
    open.values().forEach(intended -> written.add(intended.intent()));
    accepted.clear();
    outcomes.clear();
    open.clear();
    ending.clear();
  }

  /** What the runs leave behind that began and ended in this batch, but for their children. */
  private Map<RunId, Remains> takeBriefRuns() {
    var brief = new HashMap<RunId, Remains>();
    for (var runId : ending.keySet()) {
      var run = accepted.remove(runId);
      if (run != null) {
        var asking = open.containsKey(new Effect(runId, Intent.MODEL));
        brief.put(runId, Remains.of(run, asking));
      }
    }
    open.keySet().removeIf(effect -> brief.containsKey(effect.runId()));
    return brief;
  }

  private void tell() {
    written.forEach(follower::out);
    ended.forEach(run -> follower.ended(run.remains(), run.envelope()));
  }
}
