package dev.agentledger.saga.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one provider is reached, and which models it has.
 *
 * @param baseUrl without the path that the protocol adds
 * @param key what the provider knows us by
 * @param keyRequired whether there is no provider without a key
 * @param timeLimit for one call at most
 * @param maxConcurrency calls under way at a time
 * @param limitField what the protocol openai calls the most tokens of an answer
 * @param headers sent with each call
 * @param models by name; others can be named too, but nothing is known of them
 */
public record ProviderSettings(
    Protocol protocol,
    String baseUrl,
    @Nullable String key,
    @DefaultValue("false") boolean keyRequired,
    @DefaultValue("5m") Duration timeLimit,
    @DefaultValue("32") int maxConcurrency,
    @DefaultValue("max_tokens") String limitField,
    @DefaultValue CircuitSettings circuit,
    Map<String, String> headers,
    Map<String, ModelDetails> models) {

  public ProviderSettings {
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    models = models == null ? Map.of() : new LinkedHashMap<>(models);
  }

  public boolean hasKey() {
    return key != null && !key.isBlank();
  }

  boolean isUsable() {
    return hasKey() || !keyRequired;
  }

  @Override
  public String toString() {
    return "ProviderSettings[protocol=" + protocol + ", baseUrl=" + baseUrl + "]";
  }
}
