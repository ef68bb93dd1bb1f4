package dev.agentledger.saga.run.replay;

import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.saga.run.effect.LiveEffects;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.replay.ReplayEffects.Found;
import dev.agentledger.saga.run.replay.ReplayEffects.Missing;
import dev.agentledger.saga.run.replay.ReplayEffects.Recorded;
import dev.agentledger.saga.run.replay.ReplayEffects.Scene;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Code of replays: executed again, since the sandbox reaches nothing outside itself, and compared
 * with what the recorded code came to.
 */
@Component
public class ReplayedCode implements ReplayEffects.Part {

  private final LiveEffects live;

  public ReplayedCode(LiveEffects live) {
    this.live = live;
  }

  @Override
  public Recorded fromRecord(Scene scene) throws InterruptedException {
    var command = live.carryOut(scene.intent()).orElseThrow();
    var actual = told(command);
    var recorded = told(scene.origin());
    return actual.equals(recorded) || scene.hasDiverged()
        ? new Found(command)
        : new Missing(
            new Divergence(
                "output",
                null,
                null,
                RequestText.difference(List.of(recorded), List.of(actual)),
                null,
                null));
  }

  @Override
  public Optional<RunCommand> beyond(Scene scene) throws InterruptedException {
    return live.carryOut(scene.intent());
  }

  private static String told(RunCommand command) {
    return switch (command) {
      case RecordCodeReturned returned -> returned(returned.output());
      case RecordCodeFailed failed -> failed(failed.error().kind());
      default -> throw new IllegalStateException("No outcome of code: " + command);
    };
  }

  private static String told(RunHistory origin) {
    var returned =
        origin.all(RunCodeReturned.class).map(RunCodeReturned::output).map(ReplayedCode::returned);
    var failed = origin.all(RunCodeFailed.class).map(fact -> failed(fact.error().kind()));
    return Stream.concat(returned, failed).findFirst().orElse("no outcome");
  }

  private static String returned(@Nullable Object output) {
    return "returned " + RequestText.json(output);
  }

  private static String failed(String kind) {
    return "failed: " + kind;
  }
}
