package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import org.jspecify.annotations.Nullable;

/**
 * A stream of chat completions in which each call of a tool stands whole, and all of them at the
 * end.
 *
 * <p>Spring AI puts fragments together in the order in which they come. Servers are free to mix
 * those of several calls, to send several at once, and to repeat their names.
 */
final class GatheredToolCalls extends ForwardingSource {

  private static final String DATA = "data:";

  private final BufferedSource lines;
  private final Buffer ready = new Buffer();
  private final Map<Integer, ObjectNode> calls = new TreeMap<>();
  private @Nullable ObjectNode last;

  GatheredToolCalls(BufferedSource lines) {
    super(lines);
    this.lines = lines;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    while (ready.exhausted()) {
      var line = lines.readUtf8Line();
      if (line == null) {
        return -1;
      }
      take(line);
    }
    return ready.read(sink, byteCount);
  }

  private void take(String line) {
    var data = line.startsWith(DATA) ? line.substring(DATA.length()).strip() : "";
    if (data.equals("[DONE]")) {
      giveCalls();
    } else if (chunk(data) instanceof ObjectNode chunk) {
      if (chunk.at("/choices/0/delta") instanceof ObjectNode delta
          && delta.remove("tool_calls") instanceof ArrayNode fragments) {
        fragments.forEach(fragment -> gather((ObjectNode) fragment));
        last = chunk;
      }
      if (!chunk.at("/choices/0/finish_reason").asText("null").equals("null")) {
        giveCalls();
      }
      ready.writeUtf8(DATA + " " + chunk + "\n");
      return;
    }
    ready.writeUtf8(line).writeByte('\n');
  }

  private static @Nullable Object chunk(String data) {
    try {
      return data.startsWith("{") ? Prompts.JSON.readTree(data) : null;
    } catch (JsonProcessingException broken) {
      return null;
    }
  }

  private void gather(ObjectNode fragment) {
    var index = fragment.path("index").asInt(calls.size());
    var call =
        calls.computeIfAbsent(
            index,
            _ -> {
              var begun = Prompts.JSON.createObjectNode().put("index", index).put("id", "");
              begun
                  .put("type", "function")
                  .putObject("function")
                  .put("name", "")
                  .put("arguments", "");
              return begun;
            });
    if (fragment.path("id").isTextual() && call.path("id").asText().isEmpty()) {
      call.put("id", fragment.path("id").asText());
    }
    var function = (ObjectNode) call.path("function");
    var name = fragment.at("/function/name");
    if (name.isTextual() && function.path("name").asText().isEmpty()) {
      function.put("name", name.asText());
    }
    var arguments = fragment.at("/function/arguments");
    var text = arguments.isTextual() ? arguments.asText() : arguments.toString();
    function.put(
        "arguments",
        function.path("arguments").asText()
            + (arguments.isMissingNode() || arguments.isNull() ? "" : text));
  }

  /** In one piece before the end, as an event of its own. */
  private void giveCalls() {
    if (calls.isEmpty() || last == null) {
      return;
    }
    var event = last.deepCopy();
    var choice = (ObjectNode) event.at("/choices/0");
    choice.putNull("finish_reason");
    var delta = Prompts.JSON.createObjectNode();
    calls.values().forEach(delta.putArray("tool_calls")::add);
    choice.set("delta", delta);
    ready.writeUtf8(DATA + " " + event + "\n\n");
    calls.clear();
  }
}
