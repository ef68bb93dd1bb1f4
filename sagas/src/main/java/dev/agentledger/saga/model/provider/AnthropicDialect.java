package dev.agentledger.saga.model.provider;

import com.anthropic.errors.AnthropicServiceException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.ProviderSettings;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.AnthropicSetup;
import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

/** Anthropic's messages. */
final class AnthropicDialect implements Dialect {

  private static final String NO_KEY = "none";

  private final ChatModel model;

  AnthropicDialect(ProviderSettings settings, String key, Wire wire, ExecutorService threads) {
    var timeout =
        com.anthropic.core.Timeout.builder()
            .connect(Clients.CONNECT)
            .read(Clients.NEVER)
            .write(Clients.NEVER)
            .request(Clients.NEVER)
            .build();
    List<AnthropicHttpClientBuilderCustomizer> ours =
        List.of(client -> client.timeout(timeout).interceptor(wire));
    var apiKey = key.isEmpty() ? NO_KEY : key;
    var sync =
        AnthropicSetup.setupSyncClient(
            settings.baseUrl(),
            apiKey,
            Clients.NEVER,
            0,
            null,
            Map.of(),
            ObservationRegistry.NOOP,
            null,
            threads,
            ours);
    var async =
        AnthropicSetup.setupAsyncClient(
            settings.baseUrl(),
            apiKey,
            Clients.NEVER,
            0,
            null,
            Map.of(),
            ObservationRegistry.NOOP,
            null,
            threads,
            ours);
    model =
        AnthropicChatModel.builder()
            .anthropicClient(sync)
            .anthropicClientAsync(async)
            .options(AnthropicChatOptions.builder().build())
            .build();
  }

  @Override
  public ChatModel model(Exchange exchange) {
    return model;
  }

  @Override
  public Prompt prompt(ModelRequest request, Target target, Exchange exchange) {
    var options =
        AnthropicChatOptions.builder()
            .model(target.name())
            .maxTokens(target.maxOutputTokens())
            .toolCallbacks(Prompts.tools(request))
            .httpHeaders(Map.of(Wire.EXCHANGE, exchange.id()));
    if (target.details().sampling()) {
      options.temperature(request.parameters().temperature()).topP(request.parameters().topP());
    }
    return new Prompt(
        Prompts.messages(request, Prompts.instruction(request, false), true), options.build());
  }

  @Override
  public void amend(ObjectNode body, ModelRequest request, Target target) {
    for (var tool : body.path("tools")) {
      if (tool instanceof ObjectNode offered) {
        Prompts.offer(request, offered.path("name").asText())
            .ifPresent(offer -> offered.set("input_schema", Prompts.schema(offer)));
      }
    }
  }

  /** Here, the tokens of the prompt are those that no cache had anything to do with. */
  @Override
  public TokenUsage usage(Usage usage) {
    return new TokenUsage(
        usage.getPromptTokens(),
        usage.getCompletionTokens(),
        orNone(usage.getCacheReadInputTokens()),
        orNone(usage.getCacheWriteInputTokens()),
        0);
  }

  private static long orNone(@org.jspecify.annotations.Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }

  @Override
  public OptionalInt statusOf(Throwable failure) {
    return failure instanceof AnthropicServiceException refused
        ? OptionalInt.of(refused.statusCode())
        : OptionalInt.empty();
  }
}
