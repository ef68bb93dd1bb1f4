package dev.agentledger.saga.template;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, ready to be sent.
 *
 * @param url with the query
 * @param query the declared part of the query, before encoding
 * @param bodyValue the body as a JSON value where it is JSON, else its text
 */
public record RenderedRequest(
    String method,
    URI url,
    Map<String, String> headers,
    Map<String, String> query,
    @Nullable String body,
    @Nullable Object bodyValue) {

  public RenderedRequest {
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
  }

  /** The request as people read it. */
  public Map<String, @Nullable Object> shown() {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("method", method);
    shown.put("url", url.toString());
    shown.put("headers", headers);
    shown.put("query", query);
    shown.put("body", bodyValue);
    return shown;
  }
}
