package dev.agentledger.saga.run.replay;

import dev.agentledger.api.run.JudgedCall;
import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.money.PriceQuote;
import dev.agentledger.saga.money.Prices;
import dev.agentledger.saga.run.effect.Callables;
import dev.agentledger.saga.run.effect.LiveEffects;
import dev.agentledger.saga.run.effect.ModelRequests;
import dev.agentledger.saga.run.effect.Output;
import dev.agentledger.saga.run.replay.ReplayEffects.Found;
import dev.agentledger.saga.run.replay.ReplayEffects.Missing;
import dev.agentledger.saga.run.replay.ReplayEffects.Recorded;
import dev.agentledger.saga.run.replay.ReplayEffects.Scene;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Model calls of replays: the recorded answer to the same request, at no cost. */
@Component
public class ReplayedModel implements ReplayEffects.Part {

  private final ModelRequests requests;
  private final Models models;
  private final Prices prices;
  private final Callables callables;
  private final JsonSchemas schemas;
  private final LiveEffects live;

  public ReplayedModel(
      ModelRequests requests,
      Models models,
      Prices prices,
      Callables callables,
      JsonSchemas schemas,
      LiveEffects live) {
    this.requests = requests;
    this.models = models;
    this.prices = prices;
    this.callables = callables;
    this.schemas = schemas;
    this.live = live;
  }

  @Override
  public Recorded fromRecord(Scene scene) throws InterruptedException {
    var request = requestIn(scene);
    var hash = models.hashOf(request);
    var answer = scene.recorded().answerTo(hash, scene.intent().attempt().step());
    return answer.isPresent()
        ? new Found(answered(scene, request, hash, answer.get()))
        : new Missing(divergence(scene, request, hash));
  }

  @Override
  public Optional<RunCommand> beyond(Scene scene) throws InterruptedException {
    if (scene.isLive()) {
      return live.carryOut(scene.intent());
    }
    var answer = scene.recorded().answerAt(scene.intent().attempt().step());
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    var request = requestIn(scene);
    return Optional.of(answered(scene, request, models.hashOf(request), answer.get()));
  }

  private ModelRequest requestIn(Scene scene) throws InterruptedException {
    var attempt = scene.intent().attempt();
    var call = scene.history().modelCall(attempt.step(), attempt.number()).orElseThrow();
    return requests.of(scene.history(), call);
  }

  private RunCommand answered(Scene scene, ModelRequest request, String hash, ModelCall recorded)
      throws InterruptedException {
    var attempt = scene.intent().attempt();
    var message = atStep(recorded.message(), attempt.step());
    var judged = new ArrayList<JudgedCall>();
    for (var wanted : message.toolCalls()) {
      judged.add(judged(scene, wanted));
    }
    var output =
        message.toolCalls().isEmpty()
            ? Output.of(message.text(), request.outputSchema(), schemas)
            : new Output(null, null);
    return new RecordModelCallCompleted(
        attempt.runId(),
        attempt.step(),
        attempt.number(),
        new ModelCall(
            hash,
            recorded.provider(),
            request.model(),
            recorded.modelAnswered(),
            recorded.parameters(),
            message,
            recorded.finishReason(),
            recorded.usage(),
            recorded.latencyMillis(),
            recorded.timeToFirstTokenMillis(),
            null,
            0L),
        judged,
        output.value(),
        output.problem());
  }

  /** Nobody is asked to approve: the record says what people made of the call. */
  private JudgedCall judged(Scene scene, ToolCallRequest wanted) throws InterruptedException {
    var judged = callables.judge(scene.history(), wanted);
    var amended = scene.recorded().amendmentOf(RecordedRun.Wish.of(wanted));
    return amended
        .map(
            arguments ->
                new JudgedCall(
                    judged.callId(),
                    judged.tool(),
                    arguments.value(),
                    CanonicalJson.hashOf(arguments.value()),
                    null,
                    null))
        .orElseGet(
            () ->
                new JudgedCall(
                    judged.callId(),
                    judged.tool(),
                    judged.arguments(),
                    judged.argumentsHash(),
                    judged.problem(),
                    null));
  }

  /** The calls are named after the step, which may be another one in the record. */
  private static Message atStep(Message message, int step) {
    var calls = new ArrayList<ToolCallRequest>();
    for (var call : message.toolCalls()) {
      calls.add(
          new ToolCallRequest(
              "call_%d_%d".formatted(step, calls.size() + 1), call.tool(), call.arguments()));
    }
    return new Message(message.role(), message.text(), calls, message.callId());
  }

  private Divergence divergence(Scene scene, ModelRequest request, String hash)
      throws InterruptedException {
    var recorded = recordedRequest(scene);
    return new Divergence(
        recorded.isPresent() ? "model-request" : "end",
        scene
            .recorded()
            .answerAt(scene.intent().attempt().step())
            .map(ModelCall::requestHash)
            .orElse(null),
        hash,
        RequestText.difference(
            recorded.map(RequestText::of).orElse(List.of()), RequestText.of(request)),
        request.model(),
        worstCost(scene, request));
  }

  private Optional<ModelRequest> recordedRequest(Scene scene) throws InterruptedException {
    var step = scene.intent().attempt().step();
    var asked =
        scene
            .origin()
            .all(RunModelCallRequested.class)
            .filter(request -> request.step() == step)
            .reduce((_, later) -> later);
    return asked.isEmpty()
        ? Optional.empty()
        : Optional.of(requests.of(scene.origin(), asked.get()));
  }

  private @Nullable Long worstCost(Scene scene, ModelRequest request) {
    var slash = request.model().indexOf('/');
    var quote =
        prices.quote(
            scene.history().tenant(),
            request.model().substring(0, slash),
            request.model().substring(slash + 1));
    return quote instanceof PriceQuote.Known known
        ? known.rates().costMicros(models.worstCase(request))
        : null;
  }
}
