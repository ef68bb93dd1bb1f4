package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.models;
import static dev.agentledger.saga.model.Asking.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** Which model a name means, and what the platform knows by itself. */
class ModelCatalogueTest {

  private static final Map<String, ProviderSettings> TWO =
      Map.of(
          "local", provider(Protocol.OPENAI, "http://127.0.0.1:1/v1"),
          "other", provider(Protocol.ANTHROPIC, "http://127.0.0.1:1"));

  private static ModelsSettings bound(Map<String, Object> set) throws Exception {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.forEach(source -> sources.remove(source.getName()));
    sources.addFirst(new MapPropertySource("set", set));
    new YamlPropertySourceLoader()
        .load("models", new ClassPathResource("models.yaml"))
        .forEach(sources::addLast);
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment).bindOrCreate("ledger.models", ModelsSettings.class);
  }

  @ParameterizedTest
  @CsvSource({
    "local/m, local/m",
    "m, local/m",
    "other/m, other/m",
    "other/team/new-model, other/team/new-model",
    "rehearsal/rehearsal, rehearsal/rehearsal",
    "rehearsal, rehearsal/rehearsal",
  })
  void aNameMeansAModel(String name, String full) {
    assertThat(models(TWO, null).resolve(name)).isEqualTo(full);
  }

  @Test
  void noNameMeansTheDefault() {
    assertThat(models(TWO, "other/plain").resolve(null)).isEqualTo("other/plain");
    assertThat(models(TWO, null).resolve(" ")).isEqualTo("local/m");
    assertThat(models(Map.of(), null).resolve("")).isEqualTo("rehearsal/rehearsal");
  }

  @Test
  void nobodyServesWhatNobodyKnows() {
    assertThatThrownBy(() -> models(TWO, null).resolve("nobody/knows"))
        .isInstanceOf(UnknownModel.class)
        .hasMessage(
            "No provider serves the model 'nobody/knows'; there are: local/m, local/plain,"
                + " other/m, other/plain, rehearsal/rehearsal");
  }

  @Test
  void withoutAKeyThereIsTheRehearsalOnly() throws Exception {
    var catalogue = new ModelCatalogue(bound(Map.of()));

    assertThat(catalogue.all())
        .extracting(ServedModel::fullName)
        .containsExactly("rehearsal/rehearsal");
    assertThatThrownBy(() -> catalogue.find("openai/gpt-4.1"))
        .hasMessage("The model 'openai/gpt-4.1' is of the provider 'openai', which has no key");
  }

  @Test
  void aKeyInTheEnvironmentIsEnough() throws Exception {
    var catalogue = new ModelCatalogue(bound(Map.of("OPENAI_API_KEY", "sk-test")));

    assertThat(catalogue.find("gpt-4.1"))
        .satisfies(
            model -> {
              assertThat(model.fullName()).isEqualTo("openai/gpt-4.1");
              assertThat(model.details().contextWindow()).isEqualTo(1_047_576);
              assertThat(model.details().structuredOutput()).isTrue();
              assertThat(model.details().sampling()).isTrue();
            });
    assertThat(catalogue.find("openai/gpt-5").details().sampling()).isFalse();
    assertThat(catalogue.providers().keySet()).containsExactly("openai");
    assertThat(catalogue.providers().get("openai").limitField()).isEqualTo("max_completion_tokens");
  }

  @Test
  void aServerOfOnesOwnNeedsAnAddressOnly() throws Exception {
    var settings =
        bound(
            Map.of(
                "ledger.models.default-model", "vllm/qwen3",
                "ledger.models.providers.vllm.protocol", "openai",
                "ledger.models.providers.vllm.base-url", "http://127.0.0.1:8000/v1",
                "ledger.models.providers.vllm.time-limit", "90s",
                "ledger.models.providers.vllm.models.qwen3.context-window", "32768"));
    var catalogue = new ModelCatalogue(settings);

    assertThat(catalogue.byDefault().fullName()).isEqualTo("vllm/qwen3");
    assertThat(catalogue.byDefault().details().contextWindow()).isEqualTo(32_768);
    assertThat(catalogue.byDefault().details().tools()).isTrue();
    var vllm = settings.providers().get("vllm");
    assertThat(vllm.timeLimit()).isEqualTo(Duration.ofSeconds(90));
    assertThat(vllm.limitField()).isEqualTo("max_tokens");
    assertThat(vllm.circuit().window()).isEqualTo(20);
  }

  @Test
  void settingsDoNotShowTheirKeys() throws Exception {
    assertThat(bound(Map.of("OPENAI_API_KEY", "sk-test")).toString()).doesNotContain("sk-test");
  }

  @Test
  void theLimitOfAnAnswerIsTheAgentsOrTheModelsOrThePlatforms() {
    var models = models(TWO, null);
    var unlimited =
        new ModelRequest(
            "local/m",
            null,
            List.of(),
            List.of(),
            new ModelParameters(null, null, null),
            null,
            Asking.SOON,
            1,
            null);

    assertThat(models.worstCase(Asking.hello("local/m")).output()).isEqualTo(300);
    assertThat(models.worstCase(unlimited).output()).isEqualTo(1_000);
    assertThat(models.worstCase(Asking.hello("local/m")).input()).isBetween(32L, 60L);
  }
}
