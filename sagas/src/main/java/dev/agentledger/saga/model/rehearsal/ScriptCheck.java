package dev.agentledger.saga.model.rehearsal;

import dev.agentledger.events.agent.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a script before a run begins with it. */
public final class ScriptCheck {

  private static final int MOST_STEPS = 1_000;
  private static final long LONGEST_STALL = 24L * 60 * 60 * 1000;
  private static final List<String> KINDS = List.of("answer", "calls", "fail", "stall");
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "answer", Set.of("answer", "usage"),
          "calls", Set.of("calls", "text", "usage"),
          "fail", Set.of("fail"),
          "stall", Set.of("stall"));

  private final List<Finding> findings = new ArrayList<>();

  private ScriptCheck() {}

  /** Nothing, where the script is absent or can be followed. */
  public static List<Finding> of(@Nullable Object script) {
    var check = new ScriptCheck();
    if (script != null) {
      check.script(script);
    }
    return List.copyOf(check.findings);
  }

  private void script(Object script) {
    if (!(script instanceof List<?> steps)) {
      found("", "The script is not a list", "Give a list of steps");
      return;
    }
    if (steps.size() > MOST_STEPS) {
      found("", "The script has %d steps".formatted(steps.size()), "Give at most " + MOST_STEPS);
      return;
    }
    for (var number = 0; number < steps.size(); number++) {
      step("/" + number, steps.get(number));
    }
  }

  private void step(String place, @Nullable Object step) {
    var kinds =
        step instanceof Map<?, ?> fields
            ? KINDS.stream().filter(fields::containsKey).toList()
            : List.<String>of();
    if (!(step instanceof Map<?, ?> fields) || kinds.size() != 1) {
      found(
          place,
          "The step is not one of 'answer', 'calls', 'fail' and 'stall'",
          "Give exactly one of them");
      return;
    }
    var kind = kinds.getFirst();
    unknown(place, fields, FIELDS.getOrDefault(kind, Set.of()));
    switch (kind) {
      case "calls" -> calls(place, fields);
      case "fail" -> fail(place + "/fail", fields.get("fail"));
      case "stall" -> stall(place + "/stall", fields.get("stall"));
      default -> {
        // any JSON value is an answer
      }
    }
    if (fields.get("usage") != null) {
      usage(place + "/usage", fields.get("usage"));
    }
  }

  private void calls(String place, Map<?, ?> step) {
    if (step.get("text") != null && !(step.get("text") instanceof String)) {
      found(place + "/text", "The text is not text", "Give a string");
    }
    if (!(step.get("calls") instanceof List<?> calls) || calls.isEmpty()) {
      found(place + "/calls", "The calls are not a list of calls", "Name at least one tool");
      return;
    }
    for (var number = 0; number < calls.size(); number++) {
      call(place + "/calls/" + number, calls.get(number));
    }
  }

  private void call(String place, @Nullable Object call) {
    if (!(call instanceof Map<?, ?> fields)
        || !(fields.get("tool") instanceof String tool)
        || tool.isBlank()) {
      found(place, "The call names no tool", "Give 'tool' and 'arguments'");
      return;
    }
    unknown(place, fields, Set.of("tool", "arguments"));
  }

  private void fail(String place, @Nullable Object failure) {
    if (!(failure instanceof Map<?, ?> fields)
        || !(fields.get("kind") instanceof String kind)
        || kind.isBlank()) {
      found(place, "The failure has no kind", "Give 'kind', and 'retryable' if it is");
      return;
    }
    unknown(place, fields, Set.of("kind", "message", "retryable", "retryAfterMillis"));
    if (fields.get("retryable") != null && !(fields.get("retryable") instanceof Boolean)) {
      found(place + "/retryable", "It is neither true nor false", "Give true or false");
    }
    if (fields.get("retryAfterMillis") != null) {
      stall(place + "/retryAfterMillis", fields.get("retryAfterMillis"));
    }
  }

  private void stall(String place, @Nullable Object millis) {
    if (!(millis instanceof Number number)
        || number.longValue() < 0
        || number.longValue() > LONGEST_STALL) {
      found(place, "It is not a time in milliseconds, up to a day", "Give a number such as 500");
    }
  }

  private void usage(String place, @Nullable Object usage) {
    if (!(usage instanceof Map<?, ?> fields)
        || !fields.values().stream().allMatch(ScriptCheck::isCount)) {
      found(place, "The usage is not made of numbers of tokens", "Give 'input' and 'output'");
      return;
    }
    unknown(place, fields, Set.of("input", "output", "cacheRead", "cacheWrite", "reasoning"));
  }

  private static boolean isCount(@Nullable Object value) {
    return value instanceof Number number && number.longValue() >= 0;
  }

  private void unknown(String place, Map<?, ?> fields, Set<String> known) {
    for (var name : fields.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        found(
            place,
            "'%s' means nothing here".formatted(name),
            "Leave it out; known are " + known.stream().sorted().collect(Collectors.joining(", ")));
      }
    }
  }

  private void found(String place, String message, String action) {
    findings.add(new Finding(place, "rehearsal.script", Finding.Severity.ERROR, message, action));
  }
}
