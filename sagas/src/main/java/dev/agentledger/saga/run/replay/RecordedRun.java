package dev.agentledger.saga.run.replay;

import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.events.run.ToolCallRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run asked of models and tools and what came of it, as a replay looks it up.
 *
 * <p>Tool calls are known by what the model wanted: people may have changed the arguments since,
 * and what came of that is the outcome of the wish.
 */
final class RecordedRun {

  /** A model call that was answered. */
  record Answer(int step, ModelCall call) {}

  /** A tool call as the model wanted it. */
  record Wish(String callId, String tool, String argumentsHash) {

    static Wish of(ToolCallRequest request) {
      return new Wish(request.callId(), request.tool(), CanonicalJson.hashOf(request.arguments()));
    }
  }

  /** Arguments as people changed them. */
  record Amendment(@Nullable Object value) {}

  /** What came of a wish. */
  sealed interface Outcome {

    record Result(@Nullable Object value) implements Outcome {}

    record Failure(CallFailure failure) implements Outcome {}

    /** It was not made, and the model was told why. */
    record NotMade(String reason) implements Outcome {}

    /** A person's answer to a question. */
    record Reply(String text) implements Outcome {}
  }

  private final Map<Integer, Answer> answers = new LinkedHashMap<>();
  private final Map<String, Wish> wishes = new LinkedHashMap<>();
  private final Map<String, Amendment> amendments = new LinkedHashMap<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

  private RecordedRun() {}

  static RecordedRun of(Iterable<RunEvent> events) {
    var run = new RecordedRun();
    events.forEach(run::add);
    return run;
  }

  private void add(RunEvent event) {
    switch (event) {
      case RunModelCallCompleted completed -> {
        answers.put(completed.step(), new Answer(completed.step(), completed.call()));
        completed.call().message().toolCalls().forEach(this::add);
      }
      case RunToolCallSucceeded(_, var callId, _, var result, _, _) ->
          outcomes.put(callId, new Outcome.Result(result));
      case RunToolCallFailed failed when failed.last() ->
          outcomes.put(failed.callId(), new Outcome.Failure(failed.failure()));
      case RunToolCallRefused refused ->
          outcomes.put(refused.callId(), new Outcome.NotMade(refused.reason()));
      case RunToolCallRejected rejected ->
          outcomes.put(rejected.callId(), new Outcome.NotMade(rejected.reason()));
      case RunToolCallReconciled reconciled -> add(reconciled);
      case RunQuestionAnswered answered ->
          outcomes.put(answered.callId(), new Outcome.Reply(answered.answer()));
      case RunToolCallIntended intended -> add(intended);
      default -> {} // what else happens in a run is no outcome
    }
  }

  private void add(ToolCallRequest request) {
    wishes.put(request.callId(), Wish.of(request));
  }

  private void add(RunToolCallIntended intended) {
    var asMade = new Wish(intended.callId(), intended.tool(), intended.argumentsHash());
    var wish = wishes.putIfAbsent(intended.callId(), asMade);
    if (wish != null && !wish.equals(asMade)) {
      amendments.put(intended.callId(), new Amendment(intended.arguments()));
    }
  }

  private void add(RunToolCallReconciled reconciled) {
    switch (reconciled.resolution()) {
      case DONE -> outcomes.put(reconciled.callId(), new Outcome.Result(reconciled.result()));
      case FAIL ->
          outcomes.put(
              reconciled.callId(),
              new Outcome.NotMade(
                  Objects.requireNonNullElse(reconciled.comment(), "The call did not succeed")));
      case RETRY -> {}
    }
  }

  /** The answer to exactly this request; that of the same step before any other. */
  Optional<ModelCall> answerTo(String requestHash, int step) {
    var same = answerAt(step).filter(call -> call.requestHash().equals(requestHash));
    return same.isPresent()
        ? same
        : answers.values().stream()
            .map(Answer::call)
            .filter(call -> call.requestHash().equals(requestHash))
            .findFirst();
  }

  /** The answer at a step, whatever was asked. */
  Optional<ModelCall> answerAt(int step) {
    return Optional.ofNullable(answers.get(step)).map(Answer::call);
  }

  /** What came of exactly this wish; that of the same call before any other. */
  Optional<Outcome> outcomeOf(Wish wish) {
    return callOf(wish).flatMap(this::outcomeOf);
  }

  /** The arguments with which people had exactly this wish carried out, if they changed them. */
  Optional<Amendment> amendmentOf(Wish wish) {
    return callOf(wish).map(amendments::get);
  }

  private Optional<String> callOf(Wish wish) {
    return wish.equals(wishes.get(wish.callId()))
        ? Optional.of(wish.callId())
        : wishes.values().stream()
            .filter(other -> other.tool().equals(wish.tool()))
            .filter(other -> other.argumentsHash().equals(wish.argumentsHash()))
            .map(Wish::callId)
            .findFirst();
  }

  /** What came of the call of a tool that was its {@code ordinal}th, counted from zero. */
  Optional<Outcome> outcomeOf(String tool, int ordinal) {
    return wishes.values().stream()
        .filter(wish -> wish.tool().equals(tool))
        .skip(ordinal)
        .findFirst()
        .flatMap(wish -> outcomeOf(wish.callId()));
  }

  private Optional<Outcome> outcomeOf(String callId) {
    return Optional.ofNullable(outcomes.get(callId));
  }

  /** The tools that the run called, in order. */
  List<Wish> wishes() {
    return List.copyOf(wishes.values());
  }
}
