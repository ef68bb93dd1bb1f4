package dev.agentledger.saga.model;

import static java.util.Objects.requireNonNullElse;

import dev.agentledger.saga.model.rehearsal.Rehearsal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which models there are, and which one a name means. */
@Component
final class ModelCatalogue {

  static final ServedModel REHEARSAL =
      new ServedModel(
          Rehearsal.PROVIDER,
          Rehearsal.MODEL,
          new ModelDetails(1_000_000, 100_000, true, true, true, false, true, false));

  private final ModelsSettings settings;
  private final Map<String, ProviderSettings> providers = new TreeMap<>();

  ModelCatalogue(ModelsSettings settings) {
    this.settings = settings;
    settings
        .providers()
        .forEach(
            (name, provider) -> {
              if (provider.isUsable()) {
                providers.put(name, provider);
              }
            });
  }

  Map<String, ProviderSettings> providers() {
    return providers;
  }

  /** All models that somebody described, the rehearsal last. */
  List<ServedModel> all() {
    var all = new ArrayList<ServedModel>();
    providers.forEach((name, provider) -> all.addAll(modelsOf(name, provider)));
    all.add(REHEARSAL);
    return all;
  }

  /**
   * The model that a name means.
   *
   * @param name {@code provider/name}, or the bare name of a model that somebody described; absent
   *     for the default
   * @throws UnknownModel when there is none
   */
  ServedModel find(@Nullable String name) {
    return name == null || name.isBlank() ? byDefault() : named(name.strip());
  }

  ServedModel byDefault() {
    var chosen = settings.defaultModel();
    return chosen == null || chosen.isBlank() ? all().getFirst() : named(chosen.strip());
  }

  /**
   * The most tokens of an answer: what is asked for, or else what the model or the platform sets.
   */
  int maxOutputTokens(ServedModel model, ModelParameters parameters) {
    return requireNonNullElse(
        parameters.maxOutputTokens(),
        requireNonNullElse(model.details().maxOutputTokens(), settings.maxOutputTokens()));
  }

  private ServedModel named(String name) {
    return ofProvider(name)
        .or(() -> all().stream().filter(model -> model.name().equals(name)).findFirst())
        .orElseThrow(() -> new UnknownModel(unknown(name)));
  }

  private Optional<ServedModel> ofProvider(String name) {
    var slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      return Optional.empty();
    }
    var provider = name.substring(0, slash);
    var model = name.substring(slash + 1);
    if (REHEARSAL.fullName().equals(name)) {
      return Optional.of(REHEARSAL);
    }
    return Optional.ofNullable(providers.get(provider))
        .map(
            serving ->
                new ServedModel(
                    provider,
                    model,
                    requireNonNullElse(serving.models().get(model), ModelDetails.UNKNOWN)));
  }

  private String unknown(String name) {
    var provider = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
    if (settings.providers().containsKey(provider)) {
      return "The model '%s' is of the provider '%s', which has no key".formatted(name, provider);
    }
    var some =
        all().stream().map(ServedModel::fullName).limit(10).collect(Collectors.joining(", "));
    return "No provider serves the model '%s'; there are: %s".formatted(name, some);
  }

  private static Collection<ServedModel> modelsOf(String name, ProviderSettings provider) {
    Stream<ServedModel> models =
        provider.models().entrySet().stream()
            .map(model -> new ServedModel(name, model.getKey(), model.getValue()));
    return models.toList();
  }
}
