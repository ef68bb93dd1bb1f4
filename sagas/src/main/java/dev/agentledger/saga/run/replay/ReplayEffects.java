package dev.agentledger.saga.run.replay;

import dev.agentledger.api.run.RecordDivergence;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.ReplayMode;
import dev.agentledger.events.run.ReplayOf;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.run.effect.Effects;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.LiveEffects;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.RunHistory;
import java.util.Optional;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Acts on the record of another run in place of the world, for runs that are replays; on the world
 * for all others.
 *
 * <p>A replay is a run like any other: its steps are decided and recorded, and it survives whatever
 * a run survives. Only where the record has no answer does its mode say what follows.
 */
@Primary
@Component
public class ReplayEffects implements Effects {

  private final LiveEffects live;
  private final Histories histories;
  private final SagaCommands commands;
  private final ReplayedModel model;
  private final ReplayedTool tool;
  private final ReplayedCode code;

  public ReplayEffects(
      LiveEffects live,
      Histories histories,
      SagaCommands commands,
      ReplayedModel model,
      ReplayedTool tool,
      ReplayedCode code) {
    this.live = live;
    this.histories = histories;
    this.commands = commands;
    this.model = model;
    this.tool = tool;
    this.code = code;
  }

  @Override
  public Optional<RunCommand> carryOut(Intent intent) throws InterruptedException {
    var history =
        histories
            .holding(intent.runId(), intent::isIn)
            .orElseThrow(() -> new IllegalStateException("The log has no such intent: " + intent));
    var replay = history.requested().replayOf();
    return replay == null
        ? live.carryOut(intent)
        : carryOut(new Scene(intent, history, recordOf(replay.runId()), replay));
  }

  private Optional<RunCommand> carryOut(Scene scene) throws InterruptedException {
    var part = partFor(scene.intent());
    return switch (part.fromRecord(scene)) {
      case Found(var command) -> Optional.of(command);
      case Missing(var divergence) -> {
        if (scene.replay().mode() == ReplayMode.STRICT) {
          yield Optional.of(scene.diverging(divergence, true));
        }
        if (!scene.hasDiverged()) {
          commands.send(scene.diverging(divergence, false), scene.intent().envelope());
        }
        yield part.beyond(scene)
            .or(() -> Optional.of(scene.diverging(Scene.endOf(divergence), true)));
      }
    };
  }

  private Part partFor(Intent intent) {
    return switch (intent.effect()) {
      case Intent.MODEL -> model;
      case Intent.CODE -> code;
      default -> tool;
    };
  }

  private RunHistory recordOf(RunId runId) {
    return histories
        .read(runId)
        .orElseThrow(() -> new IllegalStateException("There is no run " + runId));
  }

  /** One kind of effect in a replay. */
  interface Part {

    /** What the record says, or where it says nothing. */
    Recorded fromRecord(Scene scene) throws InterruptedException;

    /** What follows by the replay's mode where the record says nothing; empty at its end. */
    Optional<RunCommand> beyond(Scene scene) throws InterruptedException;
  }

  /** What the record says. */
  sealed interface Recorded permits Found, Missing {}

  record Found(RunCommand command) implements Recorded {}

  record Missing(Divergence divergence) implements Recorded {}

  /** An effect of a replay, and the run whose record answers. */
  record Scene(Intent intent, RunHistory history, RunHistory origin, ReplayOf replay) {

    RecordedRun recorded() {
      return RecordedRun.of(origin.entries().stream().map(RunHistory.Entry::event).toList());
    }

    boolean hasDiverged() {
      return history.all(RunDiverged.class).findAny().isPresent();
    }

    boolean isLive() {
      return replay.mode() == ReplayMode.LIVE_TAIL;
    }

    RecordDivergence diverging(Divergence divergence, boolean stop) {
      var attempt = intent.attempt();
      return new RecordDivergence(
          attempt.runId(), attempt.step(), attempt.number(), divergence, stop);
    }

    /** The same place, as the point beyond which nothing is recorded. */
    static Divergence endOf(Divergence divergence) {
      return new Divergence(
          "end",
          divergence.expectedHash(),
          divergence.actualHash(),
          "The record ends here, so the replay does too.\n" + divergence.difference(),
          divergence.wouldCall(),
          divergence.wouldCostMicros());
    }
  }
}
