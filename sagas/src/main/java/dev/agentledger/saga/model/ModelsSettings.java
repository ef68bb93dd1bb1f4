package dev.agentledger.saga.model;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The models that the platform offers.
 *
 * @param defaultModel for agents that name none; the first configured one when absent
 * @param maxOutputTokens of an answer whose agent and model set no limit
 * @param providers by name
 */
@ConfigurationProperties("ledger.models")
public record ModelsSettings(
    @Nullable String defaultModel,
    @DefaultValue("4096") int maxOutputTokens,
    @DefaultValue RetrySettings retry,
    Map<String, ProviderSettings> providers) {

  public ModelsSettings {
    providers = providers == null ? Map.of() : new TreeMap<>(providers);
  }
}
