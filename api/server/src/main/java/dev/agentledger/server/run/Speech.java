package dev.agentledger.server.run;

import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.run.RunDelta;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run says, piece by piece, so that all pieces together are the text of its answers: what is
 * provisional is told at once, the rest with the event that makes it durable. Serves one follower.
 */
public final class Speech {

  private static final String BETWEEN_ANSWERS = "\n\n";

  private final StringBuilder told = new StringBuilder();
  private int attempt;
  private int next;
  private boolean whole = true;
  private boolean silent = true;
  private boolean answered;

  /** What is to be said now; empty when there is nothing to say. */
  public String after(Telling telling) {
    return switch (telling) {
      case Telling.Written(var delta) -> written(delta);
      case Telling.Happened(var event) -> happened(event);
    };
  }

  private String written(RunDelta delta) {
    if (delta.attempt() != attempt || delta.index() != next || !whole) {
      whole = false;
      return "";
    }
    next++;
    return say(delta.text());
  }

  private String happened(RecordedEvent event) {
    return switch (event.contract()) {
      case "run.model-call-requested" -> {
        attempt = event.payload().get("attempt") instanceof Number number ? number.intValue() : 0;
        next = 0;
        // What a failed attempt said cannot be taken back.
        whole = told.isEmpty();
        yield "";
      }
      case "run.model-call-completed" -> completed(textOf(event));
      case "run.completed" -> answered ? "" : say(outputOf(event.payload()));
      default -> "";
    };
  }

  private String completed(String text) {
    var rest =
        text.startsWith(told.toString()) ? text.substring(told.length()) : BETWEEN_ANSWERS + text;
    var said = say(rest);
    answered = !text.isBlank();
    told.setLength(0);
    return said;
  }

  private String say(String text) {
    if (text.isEmpty()) {
      return "";
    }
    var first = told.isEmpty() && !silent;
    told.append(text);
    silent = false;
    return first ? BETWEEN_ANSWERS + text : text;
  }

  private static String textOf(RecordedEvent completed) {
    return completed.payload().get("call") instanceof Map<?, ?> call
            && call.get("message") instanceof Map<?, ?> message
            && message.get("text") instanceof String text
        ? text
        : "";
  }

  /** The output of a run as a text: as JSON where it is none. */
  public static String outputOf(Map<String, ? extends @Nullable Object> completed) {
    var output = completed.get("output");
    if (output instanceof String text) {
      return text;
    }
    if ("handover".equals(completed.get("outcome"))
        && output instanceof Map<?, ?> arguments
        && arguments.get("reason") instanceof String reason) {
      return reason;
    }
    return output == null ? "" : JSON.writeValueAsString(output);
  }

  private static final JsonMapper JSON = JsonMapper.shared();
}
