package dev.agentledger.saga.run.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * The messages that a model is told at a step of a run: a function of what happened, and of nothing
 * else, so that they need not be recorded.
 */
public final class Prompt {

  private static final String NO_OUTCOME = "The call has no recorded outcome";

  private Prompt() {}

  /** What is said before a run's first step. */
  public static List<Message> opening(RunRequested requested, List<Message> conversation) {
    var messages = new ArrayList<>(conversation);
    ChatMessages.in(requested.input())
        .ifPresentOrElse(
            messages::addAll, () -> messages.add(Message.user(textOf(requested.input()))));
    return List.copyOf(messages);
  }

  /** What is said before the first own step of a fork. */
  public static List<Message> openingOfFork(
      ForkOf fork, List<Message> openingOfOrigin, RunHistory origin) {
    var messages =
        through(openingOfOrigin, origin, fork.afterStep(), additions(origin), fork.results());
    if (fork.message() != null) {
      messages.add(Message.user(fork.message()));
    }
    return List.copyOf(messages);
  }

  /** All that the model is told when it is asked at a step. */
  public static List<Message> at(List<Message> opening, RunHistory history, int step) {
    var additions = additions(history);
    var messages = through(opening, history, step - 1, additions, Map.of());
    addTo(messages, additions.get(step));
    return List.copyOf(messages);
  }

  private static List<Message> through(
      List<Message> opening,
      RunHistory history,
      int lastStep,
      Map<Integer, String> additions,
      Map<String, @Nullable Object> replaced) {
    var messages = new ArrayList<>(opening);
    // Few runs make calls, and what became of them is looked for in all that happened.
    var answers = SingletonSupplier.of(() -> answers(history));
    for (var entry : history.entries()) {
      if (entry.event() instanceof RunModelCallCompleted completed
          && completed.step() <= lastStep) {
        addTo(messages, additions.get(completed.step()));
        var message = completed.call().message();
        messages.add(message);
        for (var call : message.toolCalls()) {
          var text =
              replaced.containsKey(call.callId())
                  ? json(replaced.get(call.callId()))
                  : answers.obtain().getOrDefault(call.callId(), error(NO_OUTCOME));
          messages.add(Message.tool(call.callId(), text));
        }
      }
    }
    return messages;
  }

  private static void addTo(List<Message> messages, @Nullable String addition) {
    if (addition != null) {
      messages.add(Message.user(addition));
    }
  }

  /** What is said besides at some steps, by step. */
  private static Map<Integer, String> additions(RunHistory history) {
    var additions = new HashMap<Integer, String>();
    for (var entry : history.entries()) {
      if (entry.event() instanceof RunModelCallRequested request && request.addition() != null) {
        additions.putIfAbsent(request.step(), request.addition());
      }
    }
    return additions;
  }

  /** What the model is told of each call that came to an end. */
  private static Map<String, String> answers(RunHistory history) {
    var answers = new HashMap<String, String>();
    var amended = Amended.in(history);
    history
        .all(RunToolCallSucceeded.class)
        .forEach(
            call ->
                answers.put(
                    call.callId(),
                    textOf(amended.told(call.callId(), "result", call.result(), call.result()))));
    history
        .all(RunToolCallFailed.class)
        .filter(RunToolCallFailed::last)
        .forEach(
            call -> {
              var message = call.failure().message();
              answers.put(
                  call.callId(),
                  json(amended.told(call.callId(), "error", message, Map.of("error", message))));
            });
    history
        .all(RunToolCallRefused.class)
        .forEach(call -> answers.put(call.callId(), error(call.reason())));
    history
        .all(RunToolCallRejected.class)
        .forEach(call -> answers.put(call.callId(), error(call.reason())));
    history.all(RunToolCallReconciled.class).forEach(call -> reconciled(call, amended, answers));
    history
        .all(RunQuestionAnswered.class)
        .forEach(answered -> answers.put(answered.callId(), answered.answer()));
    return answers;
  }

  private static void reconciled(
      RunToolCallReconciled call, Amended amended, Map<String, String> answers) {
    switch (call.resolution()) {
      case DONE ->
          answers.put(
              call.callId(),
              textOf(amended.told(call.callId(), "result", call.result(), call.result())));
      case FAIL -> {
        var reason = Objects.requireNonNullElse(call.comment(), "The call did not succeed");
        answers.put(
            call.callId(),
            json(amended.told(call.callId(), "error", reason, Map.of("error", reason))));
      }
      case RETRY -> {}
    }
  }

  private static String textOf(@Nullable Object value) {
    return value instanceof String text ? text : json(value);
  }

  private static String error(String reason) {
    return json(Map.of("error", reason));
  }

  /** Canonical, so that a value has the same text before and after it was stored. */
  private static String json(@Nullable Object value) {
    return new String(CanonicalJson.of(value), UTF_8);
  }
}
