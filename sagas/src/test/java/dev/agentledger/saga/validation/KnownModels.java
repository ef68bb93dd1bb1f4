package dev.agentledger.saga.validation;

import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelOutcome;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.model.UnknownModel;
import java.util.function.Consumer;

/** Every model but those of {@code nowhere}; none is ever asked. */
final class KnownModels implements Models {

  @Override
  public String resolve(String name) {
    if (name != null && name.startsWith("nowhere/")) {
      throw new UnknownModel("No provider serves the model " + name);
    }
    return name == null ? "known/default" : "known/" + name;
  }

  @Override
  public ModelOutcome ask(ModelRequest request, String hash, Consumer<String> deltas) {
    throw new UnsupportedOperationException("Validation asks no model");
  }

  @Override
  public String hashOf(ModelRequest request) {
    throw new UnsupportedOperationException("Validation asks no model");
  }

  @Override
  public TokenUsage worstCase(ModelRequest request) {
    throw new UnsupportedOperationException("Validation asks no model");
  }

  @Override
  public long millisBefore(int attempt, Long retryAfterMillis) {
    throw new UnsupportedOperationException("Validation asks no model");
  }
}
