package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.ProviderSettings;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.google.genai.metadata.GoogleGenAiUsage;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** Google's generateContent. */
final class GoogleDialect implements Dialect {

  private static final String NO_KEY = "none";

  /** Spring AI forgets the signatures; Google takes this word in their stead. */
  private static final String UNSIGNED = "skip_thought_signature_validator";

  private final OkHttpClient http;
  private final String baseUrl;
  private final String key;
  private final RetryTemplate once = new RetryTemplate(RetryPolicy.withMaxRetries(0));

  GoogleDialect(ProviderSettings settings, String key, Wire wire, ExecutorService threads) {
    http =
        Clients.DIRECT
            .newBuilder()
            .dispatcher(new Dispatcher(threads))
            .addInterceptor(wire)
            .build();
    baseUrl = settings.baseUrl();
    this.key = key.isEmpty() ? NO_KEY : key;
  }

  /** Google's client takes headers for all its calls only, so each exchange has a client. */
  @Override
  public ChatModel model(Exchange exchange) {
    var client =
        Client.builder()
            .apiKey(key)
            .vertexAI(false)
            .clientOptions(ClientOptions.builder().customHttpClient(http).build())
            .httpOptions(
                HttpOptions.builder()
                    .baseUrl(baseUrl)
                    .headers(Map.of(Wire.EXCHANGE, exchange.id()))
                    .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                    .build())
            .build();
    return GoogleGenAiChatModel.builder()
        .genAiClient(client)
        .options(GoogleGenAiChatOptions.builder().model("named-by-the-prompt").build())
        .retryTemplate(once)
        .build();
  }

  @Override
  public Prompt prompt(ModelRequest request, Target target, Exchange exchange) {
    var options =
        GoogleGenAiChatOptions.builder()
            .model(target.name())
            .maxOutputTokens(target.maxOutputTokens())
            .toolCallbacks(Prompts.tools(request));
    if (target.details().sampling()) {
      options.temperature(request.parameters().temperature()).topP(request.parameters().topP());
    }
    var messages =
        Prompts.messages(request, Prompts.instruction(request, isHeld(request, target)), true)
            .stream()
            .map(GoogleDialect::withJsonResponses)
            .toList();
    return new Prompt(messages, options.build());
  }

  /** A schema for the answer and tools exclude each other. */
  private static boolean isHeld(ModelRequest request, Target target) {
    return target.details().structuredOutput() && request.tools().isEmpty();
  }

  private static org.springframework.ai.chat.messages.Message withJsonResponses(
      org.springframework.ai.chat.messages.Message message) {
    return message instanceof ToolResponseMessage answered
        ? ToolResponseMessage.builder()
            .responses(
                answered.getResponses().stream()
                    .map(
                        response ->
                            new ToolResponseMessage.ToolResponse(
                                response.id(), response.name(), asJson(response.responseData())))
                    .toList())
            .build()
        : message;
  }

  private static String asJson(String text) {
    return Prompts.argumentsOf(text) instanceof Map<?, ?> && !text.isBlank()
        ? text
        : Prompts.json(Map.of("result", text));
  }

  @Override
  public void amend(ObjectNode body, ModelRequest request, Target target) {
    for (var tool : body.path("tools")) {
      for (var declaration : tool.path("functionDeclarations")) {
        if (declaration instanceof ObjectNode offered) {
          Prompts.offer(request, offered.path("name").asText())
              .ifPresent(
                  offer -> {
                    offered.remove("parameters");
                    offered.set("parametersJsonSchema", Prompts.schema(offer));
                  });
        }
      }
    }
    if (request.outputSchema() != null && isHeld(request, target)) {
      body.withObject("/generationConfig")
          .put("responseMimeType", "application/json")
          .set("responseJsonSchema", Prompts.JSON.valueToTree(request.outputSchema()));
    }
    if (target.details().signedThoughts()) {
      body.path("contents").forEach(GoogleDialect::signFirstCall);
    }
  }

  private static void signFirstCall(com.fasterxml.jackson.databind.JsonNode content) {
    for (var part : content.path("parts")) {
      if (part.has("functionCall") && part instanceof ObjectNode call) {
        call.put("thoughtSignature", UNSIGNED);
        return;
      }
    }
  }

  @Override
  public TokenUsage usage(Usage usage) {
    if (!(usage instanceof GoogleGenAiUsage tokens)) {
      return TokenUsage.NONE;
    }
    var cached = orNone(tokens.getCachedContentTokenCount());
    return new TokenUsage(
        Math.max(0, tokens.getPromptTokens() - cached)
            + orNone(tokens.getToolUsePromptTokenCount()),
        tokens.getCompletionTokens(),
        cached,
        0,
        orNone(tokens.getThoughtsTokenCount()));
  }

  private static long orNone(@Nullable Integer tokens) {
    return tokens == null ? 0 : tokens;
  }

  @Override
  public OptionalInt statusOf(Throwable failure) {
    return failure instanceof ApiException refused
        ? OptionalInt.of(refused.code())
        : OptionalInt.empty();
  }
}
