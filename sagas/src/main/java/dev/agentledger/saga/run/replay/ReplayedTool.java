package dev.agentledger.saga.run.replay;

import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.run.effect.LiveEffects;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.plan.PinnedVersions;
import dev.agentledger.saga.run.replay.RecordedRun.Outcome;
import dev.agentledger.saga.run.replay.RecordedRun.Wish;
import dev.agentledger.saga.run.replay.ReplayEffects.Found;
import dev.agentledger.saga.run.replay.ReplayEffects.Missing;
import dev.agentledger.saga.run.replay.ReplayEffects.Recorded;
import dev.agentledger.saga.run.replay.ReplayEffects.Scene;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tool calls of replays: what came of the same call, and never a call of what has an effect. */
@Component
public class ReplayedTool implements ReplayEffects.Part {

  private static final Map<String, Object> STUB =
      Map.of("stubbed", "A replay does not call what has an effect");

  private final PinnedVersions versions;
  private final LiveEffects live;

  public ReplayedTool(PinnedVersions versions, LiveEffects live) {
    this.versions = versions;
    this.live = live;
  }

  @Override
  public Recorded fromRecord(Scene scene) throws InterruptedException {
    var call = callIn(scene);
    var changed = changedRequest(scene, call);
    if (changed.isPresent()) {
      return new Missing(changed.get());
    }
    return scene
        .recorded()
        .outcomeOf(wishOf(scene, call))
        .<Recorded>map(outcome -> new Found(recorded(call, outcome)))
        .orElseGet(() -> new Missing(divergence(scene, call)));
  }

  @Override
  public Optional<RunCommand> beyond(Scene scene) throws InterruptedException {
    var call = callIn(scene);
    var tool = toolOf(scene, call);
    if (scene.isLive() && isHarmless(tool)) {
      return live.carryOut(scene.intent());
    }
    var recorded =
        scene.recorded().outcomeOf(call.tool(), ordinalOf(scene, call)).map(o -> recorded(call, o));
    return recorded.isPresent() || !scene.isLive()
        ? recorded
        : Optional.of(recorded(call, new Outcome.Result(STUB)));
  }

  /** Other agents may call what has an effect, and people are not asked for a replay. */
  private static boolean isHarmless(PinnedTool tool) {
    return switch (tool.kind()) {
      case HTTP, FUNCTION, API -> tool.effect() != ToolEffect.EFFECTFUL;
      case AGENT, ASK_HUMAN, HAND_OVER -> false;
    };
  }

  private static RunToolCallIntended callIn(Scene scene) {
    var attempt = scene.intent().attempt();
    return scene.history().toolCall(attempt.effect(), attempt.number()).orElseThrow();
  }

  private static PinnedTool toolOf(Scene scene, RunToolCallIntended call) {
    return scene.history().requested().plan().tools().stream()
        .filter(tool -> tool.name().equals(call.tool()))
        .findFirst()
        .orElseThrow();
  }

  /** As the model wanted it; an api agent's request is wanted by the run itself. */
  private static Wish wishOf(Scene scene, RunToolCallIntended call) {
    return wanted(scene.history())
        .filter(request -> request.callId().equals(call.callId()))
        .findFirst()
        .map(Wish::of)
        .orElseGet(() -> new Wish(call.callId(), call.tool(), call.argumentsHash()));
  }

  private static int ordinalOf(Scene scene, RunToolCallIntended call) {
    return (int)
        wanted(scene.history())
            .filter(request -> request.tool().equals(call.tool()))
            .takeWhile(request -> !request.callId().equals(call.callId()))
            .count();
  }

  private static Stream<ToolCallRequest> wanted(RunHistory history) {
    return history
        .all(RunModelCallCompleted.class)
        .flatMap(completed -> completed.call().message().toolCalls().stream());
  }

  private static RunCommand recorded(RunToolCallIntended call, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Result(var value) -> succeeded(call, value);
      case Outcome.Reply(var text) -> succeeded(call, text);
      case Outcome.NotMade(var reason) ->
          failed(call, new CallFailure("not-made", reason, false, null));
      case Outcome.Failure(var failure) ->
          failed(call, new CallFailure(failure.kind(), failure.message(), false, null));
    };
  }

  private static RunCommand succeeded(RunToolCallIntended call, @Nullable Object result) {
    return new RecordToolCallSucceeded(
        call.runId(), call.callId(), call.attempt(), result, 0, null);
  }

  private static RunCommand failed(RunToolCallIntended call, CallFailure failure) {
    return new RecordToolCallFailed(
        call.runId(), call.callId(), call.attempt(), failure, 0, null, 0);
  }

  /** The arguments of an api agent's request are its input, so the request itself is compared. */
  private Optional<Divergence> changedRequest(Scene scene, RunToolCallIntended call)
      throws InterruptedException {
    if (toolOf(scene, call).kind() != ToolKind.API) {
      return Optional.empty();
    }
    var recorded = RequestText.json(requestOf(scene.origin()));
    var actual = RequestText.json(requestOf(scene.history()));
    return recorded.equals(actual)
        ? Optional.empty()
        : Optional.of(divergence(call, List.of(recorded), List.of(actual)));
  }

  private HttpConfiguration requestOf(RunHistory history) throws InterruptedException {
    var definition =
        versions
            .await(history)
            .map(AgentVersion::definition)
            .orElseThrow(() -> new IllegalStateException("The version of the agent was not found"));
    return Objects.requireNonNull(definition.http(), "an api agent has it");
  }

  private static Divergence divergence(Scene scene, RunToolCallIntended call) {
    var recorded =
        scene.recorded().wishes().stream()
            .filter(wish -> wish.tool().equals(call.tool()))
            .map(wish -> "%s %s".formatted(wish.tool(), wish.argumentsHash()))
            .toList();
    return divergence(
        call, recorded, List.of("%s %s".formatted(call.tool(), call.argumentsHash())));
  }

  private static Divergence divergence(
      RunToolCallIntended call, List<String> recorded, List<String> actual) {
    return new Divergence(
        "tool-call",
        null,
        call.argumentsHash(),
        RequestText.difference(recorded, actual),
        "%s %s".formatted(call.tool(), RequestText.json(call.arguments())),
        null);
  }
}
