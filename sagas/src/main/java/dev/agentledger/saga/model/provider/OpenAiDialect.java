package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.Timeout;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.completions.CompletionUsage;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.ProviderSettings;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import okio.BufferedSource;
import okio.Source;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;

/** OpenAI's chat completions. */
final class OpenAiDialect implements Dialect {

  /** The client insists on a key; the wire takes it off again where there is none. */
  private static final String NO_KEY = "none";

  private final ChatModel model;
  private final String limitField;

  OpenAiDialect(ProviderSettings settings, String key, Wire wire, ExecutorService threads) {
    limitField = settings.limitField();
    var timeout =
        Timeout.builder()
            .connect(Clients.CONNECT)
            .read(Clients.NEVER)
            .write(Clients.NEVER)
            .request(Clients.NEVER)
            .build();
    var options =
        ClientOptions.builder()
            .httpClient(
                SpringAiOpenAiHttpClient.builder()
                    .timeout(timeout)
                    .dispatcherExecutorService(threads)
                    .interceptor(wire)
                    .build())
            .streamHandlerExecutor(threads)
            .baseUrl(settings.baseUrl())
            .apiKey(key.isEmpty() ? NO_KEY : key)
            .timeout(timeout)
            .maxRetries(0)
            .build();
    model =
        OpenAiChatModel.builder()
            .openAiClient(new OpenAIClientImpl(options))
            .openAiClientAsync(new OpenAIClientAsyncImpl(options))
            .options(OpenAiChatOptions.builder().build())
            .build();
  }

  @Override
  public ChatModel model(Exchange exchange) {
    return model;
  }

  @Override
  public Prompt prompt(ModelRequest request, Target target, Exchange exchange) {
    var options =
        OpenAiChatOptions.builder()
            .model(target.name())
            .toolCallbacks(Prompts.tools(request))
            .customHeaders(Map.of(Wire.EXCHANGE, exchange.id()));
    if (target.details().sampling()) {
      options.temperature(request.parameters().temperature()).topP(request.parameters().topP());
    }
    var instruction = Prompts.instruction(request, target.details().structuredOutput());
    return new Prompt(Prompts.messages(request, instruction, false), options.build());
  }

  @Override
  public void amend(ObjectNode body, ModelRequest request, Target target) {
    body.put(limitField, target.maxOutputTokens());
    for (var tool : body.path("tools")) {
      if (tool.path("function") instanceof ObjectNode function) {
        Prompts.offer(request, function.path("name").asText())
            .ifPresent(offer -> function.set("parameters", Prompts.schema(offer)));
      }
    }
    if (request.outputSchema() != null && target.details().structuredOutput()) {
      var format = body.putObject("response_format").put("type", "json_schema");
      format
          .putObject("json_schema")
          .put("name", "answer")
          .put("strict", StrictSchema.holds(request.outputSchema()))
          .set("schema", Prompts.JSON.valueToTree(request.outputSchema()));
    }
  }

  @Override
  public Source stream(BufferedSource answer) {
    return new GatheredToolCalls(answer);
  }

  @Override
  public TokenUsage usage(Usage usage) {
    if (!(usage.getNativeUsage() instanceof CompletionUsage tokens)) {
      return TokenUsage.NONE;
    }
    var cached = tokens.promptTokensDetails().flatMap(details -> details.cachedTokens()).orElse(0L);
    var reasoning =
        tokens.completionTokensDetails().flatMap(details -> details.reasoningTokens()).orElse(0L);
    return new TokenUsage(
        Math.max(0, tokens.promptTokens() - cached),
        Math.max(0, tokens.completionTokens() - reasoning),
        cached,
        0,
        reasoning);
  }

  @Override
  public OptionalInt statusOf(Throwable failure) {
    return failure instanceof OpenAIServiceException refused
        ? OptionalInt.of(refused.statusCode())
        : OptionalInt.empty();
  }
}
