package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.asked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.model.CheckScript;
import dev.agentledger.api.model.ListModels;
import dev.agentledger.api.model.ModelHealth;
import dev.agentledger.api.model.ModelPrice;
import dev.agentledger.api.model.ModelView;
import dev.agentledger.saga.model.wire.ModelServer;
import dev.agentledger.saga.model.wire.OpenAiWire;
import dev.agentledger.saga.model.wire.Reply;
import dev.agentledger.saga.money.PriceQuote;
import dev.agentledger.saga.money.Prices;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What is shown of models: health as it is seen, prices as the book has them, never a key. */
class ModelQueriesTest {

  private static final Prices PRICES =
      (_, provider, _) ->
          provider.equals("p")
              ? new PriceQuote.Known(
                  3,
                  usage ->
                      (usage.input() * 250
                              + usage.output() * 1_000
                              + usage.cacheRead() * 25
                              + usage.reasoning() * 1_000)
                          / 100)
              : new PriceQuote.UnknownAllowed(3);

  private final ModelServer server = new ModelServer();
  private final ModelsSettings settings =
      new ModelsSettings(
          "p/m",
          1_000,
          new RetrySettings(Duration.ofSeconds(1), 2, Duration.ofSeconds(60), 0.3),
          Map.of("p", Asking.provider(Protocol.OPENAI, server.url())));
  private final ModelCatalogue catalogue = new ModelCatalogue(settings);
  private final ProvidedModels models =
      new ProvidedModels(catalogue, new Backoff(settings), Clock.systemUTC());
  private final ModelQueries queries =
      new ModelQueries(
          catalogue,
          models,
          new StaticListableBeanFactory(Map.of("prices", PRICES)).getBeanProvider(Prices.class));

  @AfterEach
  void close() {
    server.close();
  }

  private ModelView shown(String name) {
    return queries.handle(new ListModels("acme")).items().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aModelIsShownWithItsPrice() {
    assertThat(shown("p/m"))
        .isEqualTo(
            new ModelView(
                "p/m",
                "p",
                "openai",
                128_000,
                1_000,
                new ModelView.Capabilities(true, true, true, false),
                true,
                new ModelHealth(ModelHealth.State.UNKNOWN, null, null, null),
                new ModelPrice(3, "2.5", "10", "0.25", "0", "10")));
    assertThat(shown("rehearsal/rehearsal").price()).isNull();
    assertThat(shown("rehearsal/rehearsal").isDefault()).isFalse();
  }

  @Test
  void itsHealthIsWhatWasSeenOfIt() throws Exception {
    server.answers(OpenAiWire.says("ok"), Reply.error(500, "{}"));

    asked(models, Asking.hello("p/m"), _ -> {});
    assertThat(shown("p/m").health().state()).isEqualTo(ModelHealth.State.UP);
    asked(models, Asking.hello("p/m"), _ -> {});

    var health = shown("p/m").health();
    assertThat(health.state()).isEqualTo(ModelHealth.State.DEGRADED);
    assertThat(health.lastFailure()).isEqualTo("provider-error");
    assertThat(health.lastFailureAt()).isNotNull();
    assertThat(health.medianLatencyMillis()).isNotNull();
    assertThat(shown("p/plain").health().medianLatencyMillis()).isNull();
  }

  @Test
  void scriptsAreChecked() {
    assertThat(queries.handle(new CheckScript(List.of(Map.of("answer", 1)))).findings()).isEmpty();
    assertThat(queries.handle(new CheckScript("no")).findings()).hasSize(1);
  }
}
