package dev.agentledger.saga.model.rehearsal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal is to answer, step by step.
 *
 * <p>Steps that answer or call tools are the turns of the model: the first goes with a prompt in
 * which no assistant has spoken yet, and so on. A step that fails ends one attempt at the turn that
 * follows it; a stall delays the attempt in which it stands, and ends it where it outlasts the time
 * limit. After the last step the rehearsal goes on by itself.
 */
final class Script {

  /** One attempt at a turn: wait so long, then end so. */
  record Turn(Duration stall, Ending ending) {}

  /** How an attempt ends. */
  sealed interface Ending {}

  record Failing(CallFailure failure) implements Ending {}

  record Answering(@Nullable Object answer, @Nullable TokenUsage usage) implements Ending {}

  record Calling(String text, List<ToolUse> calls, @Nullable TokenUsage usage) implements Ending {}

  /** The script is over, so that the rehearsal goes on by itself. */
  record Improvising() implements Ending {}

  /** A tool and what it is given. */
  record ToolUse(String tool, Object arguments) {}

  /** It was not checked. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("The script cannot be read");
    }
  }

  private static final Failing NEVER =
      new Failing(new CallFailure("timeout", "The rehearsal stalled", true, null));

  /** A run brings the same script, as one object, to each of its steps. */
  private static final LoadingCache<Object, Boolean> READABLE =
      Caffeine.newBuilder()
          .weakKeys()
          .executor(Runnable::run)
          .build(script -> script instanceof List<?> && ScriptCheck.of(script).isEmpty());

  private final List<?> steps;

  private Script(List<?> steps) {
    this.steps = steps;
  }

  /**
   * @throws Unreadable if {@link ScriptCheck} has something to say about it
   */
  static Script of(@Nullable Object script) {
    if (script == null) {
      return new Script(List.of());
    }
    if (!READABLE.get(script)) {
      throw new Unreadable();
    }
    return new Script((List<?>) script);
  }

  /**
   * @param answersSoFar turns that are over
   * @param attempt at this turn, counted from one
   * @param limit for one attempt
   */
  Optional<Turn> turn(int answersSoFar, int attempt, Duration limit) {
    var attempts = attemptsAt(answersSoFar, limit);
    return attempts.isEmpty()
        ? Optional.empty()
        : Optional.of(attempts.get(Math.min(Math.max(attempt, 1), attempts.size()) - 1));
  }

  private List<Turn> attemptsAt(int turn, Duration limit) {
    var attempts = new ArrayList<Turn>();
    var stall = Duration.ZERO;
    var over = 0;
    for (var step : steps) {
      var fields = (Map<?, ?>) step;
      if (fields.get("stall") instanceof Number millis) {
        stall = stall.plusMillis(millis.longValue());
        if (stall.compareTo(limit) >= 0) {
          attempts.add(new Turn(stall, NEVER));
          stall = Duration.ZERO;
        }
      } else {
        var ending = ending(fields);
        attempts.add(new Turn(stall, ending));
        stall = Duration.ZERO;
        if (!(ending instanceof Failing)) {
          if (over++ == turn) {
            return attempts;
          }
          attempts.clear();
        }
      }
    }
    if (over != turn) {
      return List.of();
    }
    if (!attempts.isEmpty() || !stall.isZero()) {
      attempts.add(new Turn(stall, new Improvising()));
    }
    return attempts;
  }

  private static Ending ending(Map<?, ?> step) {
    if (step.get("fail") instanceof Map<?, ?> failure) {
      var kind = String.valueOf(failure.get("kind"));
      var message =
          failure.get("message") instanceof String text ? text : "The script fails here: " + kind;
      var retryAfter =
          failure.get("retryAfterMillis") instanceof Number millis ? millis.longValue() : null;
      return new Failing(
          new CallFailure(
              kind, message, Boolean.TRUE.equals(failure.get("retryable")), retryAfter));
    }
    if (step.get("calls") instanceof List<?> calls) {
      return new Calling(
          step.get("text") instanceof String text ? text : "",
          calls.stream().map(Script::toolUse).toList(),
          usage(step));
    }
    return new Answering(step.get("answer"), usage(step));
  }

  private static ToolUse toolUse(Object call) {
    var fields = (Map<?, ?>) call;
    var arguments = fields.get("arguments");
    return new ToolUse(
        String.valueOf(fields.get("tool")), arguments == null ? Map.of() : arguments);
  }

  private static @Nullable TokenUsage usage(Map<?, ?> step) {
    return step.get("usage") instanceof Map<?, ?> usage
        ? new TokenUsage(
            count(usage, "input"),
            count(usage, "output"),
            count(usage, "cacheRead"),
            count(usage, "cacheWrite"),
            count(usage, "reasoning"))
        : null;
  }

  private static long count(Map<?, ?> usage, String name) {
    return usage.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
