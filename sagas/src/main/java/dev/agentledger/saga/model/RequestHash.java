package dev.agentledger.saga.model;

import dev.agentledger.events.canonical.CanonicalJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Names a request by all that the model is told, whoever serves it. */
final class RequestHash {

  private RequestHash() {}

  /** Timeout, attempt and script are not told. */
  static String of(ModelRequest request) {
    var told = new LinkedHashMap<String, @Nullable Object>();
    told.put("model", request.model());
    told.put("system", request.system());
    told.put("messages", request.messages());
    told.put(
        "tools", request.tools().stream().sorted(Comparator.comparing(ToolOffer::name)).toList());
    told.put("parameters", request.parameters());
    told.put("outputSchema", request.outputSchema());
    return CanonicalJson.hashOf(told);
  }
}
