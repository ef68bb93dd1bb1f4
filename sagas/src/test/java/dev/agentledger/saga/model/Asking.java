package dev.agentledger.saga.model;

import dev.agentledger.events.run.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Models and requests as tests want them. */
final class Asking {

  static final String KEY = "sk-proj-verysecret0123456789";
  static final Duration SOON = Duration.ofSeconds(20);

  static final ToolOffer WEATHER =
      new ToolOffer(
          "weather",
          "Tells the weather of a city",
          Map.of(
              "type",
              "object",
              "properties",
              Map.of("city", Map.of("$ref", "#/$defs/city")),
              "required",
              List.of("city"),
              "additionalProperties",
              false,
              "$defs",
              Map.of("city", Map.of("type", "string", "minLength", 1))));

  static final ToolOffer TIME =
      new ToolOffer("time", "Tells the time", Map.of("type", "object", "properties", Map.of()));

  private Asking() {}

  static ModelOutcome asked(Models models, ModelRequest request, Consumer<String> deltas)
      throws InterruptedException {
    return models.ask(request, models.hashOf(request), deltas);
  }

  static ModelDetails streaming() {
    return new ModelDetails(128_000, 1_000, true, true, true, false, true, false);
  }

  static ModelDetails atOnce() {
    return new ModelDetails(128_000, 1_000, true, true, false, false, true, false);
  }

  static ProviderSettings provider(Protocol protocol, String url) {
    return provider(
        protocol, url, KEY, 8, new CircuitSettings(50, 20, 10, Duration.ofSeconds(30), 2));
  }

  static ProviderSettings provider(
      Protocol protocol,
      String url,
      @Nullable String key,
      int concurrency,
      CircuitSettings circuit) {
    return new ProviderSettings(
        protocol,
        url,
        key,
        false,
        Duration.ofMinutes(1),
        concurrency,
        "max_completion_tokens",
        circuit,
        Map.of(),
        new TreeMap<>(Map.of("m", streaming(), "plain", atOnce())));
  }

  static ProvidedModels models(ProviderSettings provider) {
    return models(Map.of("p", provider), null);
  }

  static ProvidedModels models(
      Map<String, ProviderSettings> providers, @Nullable String defaultModel) {
    var settings =
        new ModelsSettings(
            defaultModel,
            2_000,
            new RetrySettings(Duration.ofSeconds(1), 2, Duration.ofSeconds(60), 0.3),
            providers);
    return new ProvidedModels(
        new ModelCatalogue(settings), new Backoff(settings), Clock.systemUTC());
  }

  static ModelRequest request(String model, Message... messages) {
    return new ModelRequest(
        model,
        "You are terse.",
        List.of(messages),
        List.of(),
        new ModelParameters(0.2, null, 300),
        null,
        SOON,
        1,
        null);
  }

  static ModelRequest hello(String model) {
    return request(model, Message.user("Hello?"));
  }

  static ModelRequest with(ModelRequest request, ToolOffer... tools) {
    return new ModelRequest(
        request.model(),
        request.system(),
        request.messages(),
        List.of(tools),
        request.parameters(),
        request.outputSchema(),
        request.timeout(),
        request.attempt(),
        request.script());
  }

  static ModelRequest with(ModelRequest request, Map<String, @Nullable Object> schema) {
    return new ModelRequest(
        request.model(),
        request.system(),
        request.messages(),
        request.tools(),
        request.parameters(),
        schema,
        request.timeout(),
        request.attempt(),
        request.script());
  }

  static ModelRequest within(ModelRequest request, Duration timeout) {
    return new ModelRequest(
        request.model(),
        request.system(),
        request.messages(),
        request.tools(),
        request.parameters(),
        request.outputSchema(),
        timeout,
        request.attempt(),
        request.script());
  }

  static ModelRequest scripted(ModelRequest request, int attempt, Object script) {
    return new ModelRequest(
        request.model(),
        request.system(),
        request.messages(),
        request.tools(),
        request.parameters(),
        request.outputSchema(),
        request.timeout(),
        attempt,
        script);
  }
}
