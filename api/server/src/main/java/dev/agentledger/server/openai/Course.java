package dev.agentledger.server.openai;

import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.run.Speech;
import dev.agentledger.server.run.Telling;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client of OpenAI wants to know of a run, while it is followed. Serves one follower. */
final class Course {

  private final Speech speech = new Speech();
  private TokenUsage used = TokenUsage.NONE;
  private @Nullable String answer;

  /**
   * What is to be said now.
   *
   * @throws Problem when there will be no answer, or none before somebody acts
   */
  String after(Telling telling) {
    var said = speech.after(telling);
    if (telling instanceof Telling.Happened(var event)) {
      happened(event);
    }
    return said;
  }

  private void happened(RecordedEvent event) {
    var payload = event.payload();
    switch (event.contract()) {
      case "run.model-call-completed" -> {
        if (payload.get("call") instanceof Map<?, ?> call) {
          use(call.get("usage"));
        }
      }
      case "run.model-call-failed", "run.model-call-discarded" -> use(payload.get("usage"));
      case "run.completed" -> answer = Speech.outputOf(payload);
      case "run.failed" ->
          throw without(
              event,
              payload.get("error") instanceof Map<?, ?> error
                  ? "%s: %s".formatted(error.get("kind"), error.get("message"))
                  : "no reason");
      case "run.cancelled" -> throw without(event, "it was cancelled");
      case "run.suspended" ->
          throw Problem.of(
              ProblemType.INVALID,
              "Run %s rests until somebody acts: %s; it goes on then, but this request cannot wait"
                  .formatted(event.streamId(), payload.get("detail")),
              Map.of("run", event.streamId()));
      default -> {}
    }
  }

  private static Problem without(RecordedEvent event, String why) {
    return Problem.of(
        ProblemType.INVALID,
        "Run %s has no answer: %s".formatted(event.streamId(), why),
        Map.of("run", event.streamId()));
  }

  private void use(@Nullable Object usage) {
    if (usage instanceof Map<?, ?> counts) {
      used =
          used.plus(
              new TokenUsage(
                  count(counts, "input"),
                  count(counts, "output"),
                  count(counts, "cacheRead"),
                  count(counts, "cacheWrite"),
                  count(counts, "reasoning")));
    }
  }

  private static long count(Map<?, ?> counts, String name) {
    return counts.get(name) instanceof Number number ? number.longValue() : 0;
  }

  boolean isOver() {
    return answer != null;
  }

  String answer() {
    return Objects.requireNonNull(answer, "the run is not over");
  }

  TokenUsage used() {
    return used;
  }
}
