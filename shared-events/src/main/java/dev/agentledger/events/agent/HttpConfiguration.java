package dev.agentledger.events.agent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP call that an api agent makes.
 *
 * <p>{@code url}, header values, query values and {@code body} are templates over {@code input}.
 *
 * @param responseMapping output property to JSON pointer into the response body; the whole body
 *     when empty
 * @param sampleResponse response body on which a dry run tries the mapping
 */
public record HttpConfiguration(
    String method,
    String url,
    Map<String, String> headers,
    Map<String, String> query,
    @Nullable String body,
    Map<String, String> responseMapping,
    @Nullable Object sampleResponse) {

  public HttpConfiguration {
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    query = query == null ? Map.of() : Map.copyOf(query);
    responseMapping = responseMapping == null ? Map.of() : Map.copyOf(responseMapping);
  }
}
