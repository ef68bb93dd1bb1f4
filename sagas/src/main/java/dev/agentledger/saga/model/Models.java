package dev.agentledger.saga.model;

import dev.agentledger.events.run.TokenUsage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The models that are configured. */
public interface Models {

  /**
   * The full name, {@code provider/name}, of the model that a definition names.
   *
   * @param name full or bare; absent for the platform's default
   * @throws UnknownModel when no provider serves it
   */
  String resolve(@Nullable String name);

  /**
   * Calls the model once and waits for its whole answer. A failure of the provider is an outcome.
   *
   * @param hash of the request
   * @param deltas is given each piece of text as it comes
   * @throws InterruptedException when the thread is interrupted; the exchange is cut then
   */
  ModelOutcome ask(ModelRequest request, String hash, Consumer<String> deltas)
      throws InterruptedException;

  /** SHA-256 of the canonical form of all that the model is told, {@code sha256:<hex>}. */
  String hashOf(ModelRequest request);

  /** An upper bound of what the call can use. */
  TokenUsage worstCase(ModelRequest request);

  /** How long to wait before an attempt, counted from one, after the one before it failed. */
  long millisBefore(int attempt, @Nullable Long retryAfterMillis);
}
