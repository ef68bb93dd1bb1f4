package dev.agentledger.saga.run;

import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.run.RunWork.Intended;
import dev.agentledger.saga.run.RunWork.Outcome;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * What the events of one batch say of effects, written in few statements before the batch commits.
 *
 * <p>Most effects come to their outcome in the batch that brings their intent, and are never
 * written at all.
 */
final class EffectsOfBatch {

  private final RunWork work;
  private final Map<Effect, Intended> open = new LinkedHashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Intent> written = new ArrayList<>();

  private EffectsOfBatch(RunWork work) {
    this.work = work;
  }

  private record Effect(RunId runId, String name) {}

  /**
   * Those of the batch that is being handled.
   *
   * @param out hears, once the batch is committed, of each intent that its batch did not settle
   */
  static EffectsOfBatch of(RunWork work, Consumer<Intent> out) {
    var batch = CurrentUnitOfWork.get().root();
    return batch.getOrComputeResource(
        EffectsOfBatch.class.getName(),
        _ -> {
          var effects = new EffectsOfBatch(work);
          batch.onPrepareCommit(_ -> effects.write());
          batch.afterCommit(_ -> effects.written.forEach(out));
          return effects;
        });
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
      // An earlier attempt, which this one superseded, may have been written.
      outcomes.add(Outcome.ofAny(outcome.runId(), outcome.effect()));
    }
  }

  /** Brings the table up to what was said so far. */
  void write() {
    work.settle(outcomes);
    work.intend(open.values());
    open.values().forEach(intended -> written.add(intended.intent()));
    outcomes.clear();
    open.clear();
  }
}
