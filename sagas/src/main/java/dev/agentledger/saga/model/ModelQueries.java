package dev.agentledger.saga.model;

import dev.agentledger.api.model.CheckScript;
import dev.agentledger.api.model.ListModels;
import dev.agentledger.api.model.ModelHealth;
import dev.agentledger.api.model.ModelList;
import dev.agentledger.api.model.ModelPrice;
import dev.agentledger.api.model.ModelView;
import dev.agentledger.api.model.ScriptFindings;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.rehearsal.ScriptCheck;
import dev.agentledger.saga.money.PriceQuote;
import dev.agentledger.saga.money.Prices;
import java.math.BigDecimal;
import java.util.Locale;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Answers which models there are, how they do and what they cost. */
@Component
final class ModelQueries {

  private static final long MILLION = 1_000_000;

  private final ModelCatalogue catalogue;
  private final ProvidedModels models;
  private final ObjectProvider<Prices> prices;

  ModelQueries(ModelCatalogue catalogue, ProvidedModels models, ObjectProvider<Prices> prices) {
    this.catalogue = catalogue;
    this.models = models;
    this.prices = prices;
  }

  @QueryHandler
  ModelList handle(ListModels query) {
    var byDefault = catalogue.byDefault().fullName();
    return new ModelList(
        catalogue.all().stream()
            .map(model -> view(query.tenant(), model, model.fullName().equals(byDefault)))
            .toList());
  }

  @QueryHandler
  ScriptFindings handle(CheckScript query) {
    return new ScriptFindings(ScriptCheck.of(query.script()));
  }

  private ModelView view(String tenant, ServedModel model, boolean isDefault) {
    var details = model.details();
    return new ModelView(
        model.fullName(),
        model.provider(),
        protocol(model),
        details.contextWindow(),
        details.maxOutputTokens(),
        new ModelView.Capabilities(
            details.tools(), details.structuredOutput(), details.streaming(), details.vision()),
        isDefault,
        health(model),
        price(tenant, model));
  }

  private String protocol(ServedModel model) {
    var provider = catalogue.providers().get(model.provider());
    return provider == null
        ? model.provider()
        : provider.protocol().name().toLowerCase(Locale.ROOT);
  }

  private ModelHealth health(ServedModel model) {
    var health = models.healthOf(model);
    var state =
        switch (health.state()) {
          case UNKNOWN -> ModelHealth.State.UNKNOWN;
          case UP -> ModelHealth.State.UP;
          case DEGRADED -> ModelHealth.State.DEGRADED;
          case DOWN -> ModelHealth.State.DOWN;
        };
    return new ModelHealth(
        state,
        health.lastFailure(),
        health.lastFailureAt(),
        models.medianLatencyMillis(model).orElse(null));
  }

  private @Nullable ModelPrice price(String tenant, ServedModel model) {
    var book = prices.getIfAvailable();
    return book == null
        ? null
        : switch (book.quote(tenant, model.provider(), model.name())) {
          case PriceQuote.Known(var version, var rates) -> price(version, rates);
          case PriceQuote.UnknownAllowed _, PriceQuote.UnknownRefused _ -> null;
        };
  }

  private static ModelPrice price(int bookVersion, PriceQuote.Rates rates) {
    return new ModelPrice(
        bookVersion,
        dollars(rates, new TokenUsage(MILLION, 0, 0, 0, 0)),
        dollars(rates, new TokenUsage(0, MILLION, 0, 0, 0)),
        dollars(rates, new TokenUsage(0, 0, MILLION, 0, 0)),
        dollars(rates, new TokenUsage(0, 0, 0, MILLION, 0)),
        dollars(rates, new TokenUsage(0, 0, 0, 0, MILLION)));
  }

  private static String dollars(PriceQuote.Rates rates, TokenUsage usage) {
    var price = BigDecimal.valueOf(rates.costMicros(usage), 6).stripTrailingZeros();
    return (price.scale() < 0 ? price.setScale(0) : price).toPlainString();
  }
}
