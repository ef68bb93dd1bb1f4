package dev.agentledger.saga.model;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.provider.Health;
import dev.agentledger.saga.model.provider.Provider;
import dev.agentledger.saga.model.provider.Target;
import dev.agentledger.saga.model.rehearsal.Rehearsal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The models of the configured providers, and the rehearsal. */
@Component
@EnableConfigurationProperties(ModelsSettings.class)
final class ProvidedModels implements Models {

  private static final Health ALWAYS_UP = new Health(Health.State.UP, null, null);

  private final ModelCatalogue catalogue;
  private final Backoff backoff;
  private final Map<String, Provider> providers = new TreeMap<>();
  private final Rehearsal rehearsal = new Rehearsal();

  @Autowired
  ProvidedModels(ModelCatalogue catalogue, Backoff backoff) {
    this(catalogue, backoff, Clock.systemUTC());
  }

  ProvidedModels(ModelCatalogue catalogue, Backoff backoff, Clock clock) {
    this.catalogue = catalogue;
    this.backoff = backoff;
    catalogue
        .providers()
        .forEach((name, settings) -> providers.put(name, new Provider(name, settings, clock)));
  }

  @Override
  public String resolve(@Nullable String name) {
    return catalogue.find(name).fullName();
  }

  @Override
  public ModelOutcome ask(ModelRequest request, String hash, Consumer<String> deltas)
      throws InterruptedException {
    ServedModel model;
    try {
      model = catalogue.find(request.model());
    } catch (UnknownModel unknown) {
      var provider = request.model().split("/", 2)[0];
      return new ModelOutcome.Failed(
          provider,
          new CallFailure("unknown-model", String.valueOf(unknown.getMessage()), false, null),
          0,
          null);
    }
    var provider = providers.get(model.provider());
    if (provider == null) {
      return rehearsal.ask(request, hash, deltas);
    }
    var most = catalogue.maxOutputTokens(model, request.parameters());
    var target = new Target(model.name(), model.details(), most);
    return provider.ask(request, target, callPrefix(hash), deltas);
  }

  /** Unlike that of any other request of the run. */
  private static String callPrefix(String hash) {
    return "call_" + hash.substring(hash.indexOf(':') + 1).substring(0, 12) + "_";
  }

  @Override
  public String hashOf(ModelRequest request) {
    return RequestHash.of(request);
  }

  /** Cached tokens are read as new ones at most, and reasoning is written within the same limit. */
  @Override
  public TokenUsage worstCase(ModelRequest request) {
    var model = catalogue.find(request.model());
    var output = catalogue.maxOutputTokens(model, request.parameters());
    return new TokenUsage(Tokens.atMost(request), output, 0, 0, 0);
  }

  @Override
  public long millisBefore(int attempt, @Nullable Long retryAfterMillis) {
    return backoff.millisBefore(attempt, retryAfterMillis);
  }

  Health healthOf(ServedModel model) {
    var provider = providers.get(model.provider());
    return provider == null ? ALWAYS_UP : provider.health();
  }

  Optional<Long> medianLatencyMillis(ServedModel model) {
    return Optional.ofNullable(providers.get(model.provider()))
        .flatMap(provider -> provider.medianLatencyMillis(model.name()));
  }
}
