package dev.agentledger.saga.model;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.Message;
import java.util.Comparator;
import java.util.TreeMap;

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

  private RequestHash() {}

  /** Timeout, attempt and script are not told. */
  static String of(ModelRequest request) {
    var told = new TreeMap<String, byte[]>();
    told.put("model", CanonicalJson.of(request.model()));
    told.put("system", CanonicalJson.of(request.system()));
    told.put(
        "messages", CanonicalJson.arrayOf(request.messages().stream().map(MESSAGES::get).toList()));
    told.put(
        "tools",
        CanonicalJson.of(
            request.tools().stream().sorted(Comparator.comparing(ToolOffer::name)).toList()));
    told.put("parameters", CanonicalJson.of(request.parameters()));
    told.put("outputSchema", CanonicalJson.of(request.outputSchema()));
    return CanonicalJson.hashOfObject(told);
  }
}
