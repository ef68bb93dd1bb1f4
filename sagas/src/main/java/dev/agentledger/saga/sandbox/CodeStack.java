package dev.agentledger.saga.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the engine's stack into one that names lines of the agent's own code only. */
final class CodeStack {

  private static final String FILE = "agent.js";
  private static final String HARNESS = "$ledger_";
  private static final Pattern PLACE =
      Pattern.compile("(?:<input>|function\\.mjs):(\\d+)(?::(\\d+))?");
  private static final Pattern OWN_PLACE = Pattern.compile("agent\\.js:(\\d+):(\\d+)");
  private static final int MOST_FRAMES = 50;

  private CodeStack() {}

  static String of(String engineStack, CodeForm form) {
    List<String> frames = engineStack.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    int end = frames.size();
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).contains(HARNESS)) {
        end = i;
      }
    }
    List<String> own = new ArrayList<>();
    for (int i = 0; i < end && own.size() < MOST_FRAMES; i++) {
      String frame = frames.get(i);
      boolean ofHarness =
          frame.contains(HARNESS)
              || (frame.contains("(native)")
                  && i + 1 < frames.size()
                  && frames.get(i + 1).contains(HARNESS))
              || (form == CodeForm.SCRIPT && frame.contains("function.mjs"));
      if (!ofHarness) {
        own.add("    " + renamed(frame, form));
      }
    }
    return String.join("\n", own);
  }

  /** Where the topmost frame of a stack of the agent's code is. */
  static Optional<CodeProblem> top(String message, String stack) {
    Matcher place = OWN_PLACE.matcher(stack);
    return place.find()
        ? Optional.of(
            new CodeProblem(
                message, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2))))
        : Optional.empty();
  }

  private static String renamed(String frame, CodeForm form) {
    return PLACE
        .matcher(frame)
        .replaceAll(
            place -> {
              int line = Integer.parseInt(place.group(1));
              int column = place.group(2) == null ? 1 : Integer.parseInt(place.group(2));
              int moved = line == 1 ? form.shift() : 0;
              return FILE + ":" + line + ":" + Math.max(1, column - moved);
            });
  }
}
