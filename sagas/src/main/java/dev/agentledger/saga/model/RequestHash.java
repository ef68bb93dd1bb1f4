package dev.agentledger.saga.model;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names a request by all that the model is told, whoever serves it. */
final class RequestHash {

  private static final long MOST_BYTES = 16 << 20;

  /** What a run has said it says again at each of its steps. */
  private static final LoadingCache<Message, byte[]> MESSAGES =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .<Message, byte[]>weigher((_, text) -> 3 * text.length)
          .executor(Runnable::run)
          .build(CanonicalJson::of);

  private static final LoadingCache<Frame, SortedMap<String, byte[]>> FRAMES =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .<Frame, SortedMap<String, byte[]>>weigher(
              (_, told) -> 3 * told.values().stream().mapToInt(text -> text.length).sum())
          .executor(Runnable::run)
          .build(Frame::told);

  private RequestHash() {}

  /** What a request tells beside its messages. */
  private record Frame(
      String model,
      @Nullable String system,
      List<ToolOffer> tools,
      ModelParameters parameters,
      @Nullable Map<String, @Nullable Object> outputSchema) {

    static Frame of(ModelRequest request) {
      return new Frame(
          request.model(),
          request.system(),
          request.tools(),
          request.parameters(),
          request.outputSchema());
    }

    SortedMap<String, byte[]> told() {
      var told = new TreeMap<String, byte[]>();
      told.put("model", CanonicalJson.of(model));
      told.put("system", CanonicalJson.of(system));
      told.put(
          "tools",
          CanonicalJson.of(tools.stream().sorted(Comparator.comparing(ToolOffer::name)).toList()));
      told.put("parameters", CanonicalJson.of(parameters));
      told.put("outputSchema", CanonicalJson.of(outputSchema));
      return told;
    }
  }

  /** Timeout, attempt and script are not told. */
  static String of(ModelRequest request) {
    var told = new TreeMap<>(FRAMES.get(Frame.of(request)));
    told.put(
        "messages", CanonicalJson.arrayOf(request.messages().stream().map(MESSAGES::get).toList()));
    return CanonicalJson.hashOfObject(told);
  }
}
