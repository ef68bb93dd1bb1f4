package dev.agentledger.saga.run.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.Message;
import dev.agentledger.saga.model.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a model is told, as lines that people can compare. */
final class RequestText {

  private static final int LINES_AROUND = 2;
  private static final int HEAD_OF_DIFF = 2;

  private RequestText() {}

  /** What differs, line by line: {@code -} as recorded, {@code +} as it would be. */
  static String difference(List<String> recorded, List<String> actual) {
    var diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            "recorded", "actual", recorded, DiffUtils.diff(recorded, actual), LINES_AROUND);
    return diff.size() <= HEAD_OF_DIFF
        ? "no visible difference"
        : String.join("\n", diff.subList(HEAD_OF_DIFF, diff.size()));
  }

  static List<String> of(ModelRequest request) {
    var lines = new ArrayList<String>();
    lines.add("model: " + request.model());
    lines.add("parameters: " + json(request.parameters()));
    if (request.system() != null) {
      add(lines, "system", request.system());
    }
    request.tools().stream().map(tool -> "tool: " + json(tool)).sorted().forEach(lines::add);
    if (request.outputSchema() != null) {
      lines.add("output schema: " + json(request.outputSchema()));
    }
    request.messages().forEach(message -> add(lines, message));
    return lines;
  }

  private static void add(List<String> lines, Message message) {
    var speaker = message.role().name().toLowerCase(Locale.ROOT);
    add(
        lines,
        message.callId() == null ? speaker : speaker + " " + message.callId(),
        message.text() == null ? "" : message.text());
    message
        .toolCalls()
        .forEach(call -> lines.add("  calls " + call.tool() + " " + json(call.arguments())));
  }

  private static void add(List<String> lines, String speaker, String text) {
    var first = true;
    for (var line : text.split("\n", -1)) {
      lines.add(first ? speaker + ": " + line : "  " + line);
      first = false;
    }
  }

  static String json(@Nullable Object value) {
    return new String(CanonicalJson.of(value), UTF_8);
  }
}
