package dev.agentledger.server.key;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the key instead of a stack trace. */
final class UnusableAdministratorKeyAnalyzer
    extends AbstractFailureAnalyzer<UnusableAdministratorKey> {

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, UnusableAdministratorKey cause) {
    return new FailureAnalysis(
        "LEDGER_ADMIN_KEY cannot be used: " + cause.getMessage(),
        "Give a longer random text, or none to have one made at the first start.",
        cause);
  }
}
