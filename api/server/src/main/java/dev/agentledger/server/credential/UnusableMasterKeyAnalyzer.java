package dev.agentledger.server.credential;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the key instead of a stack trace. */
final class UnusableMasterKeyAnalyzer extends AbstractFailureAnalyzer<UnusableMasterKey> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableMasterKey cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Give 32 random bytes in base64, as \"openssl rand -base64 32\" prints them; earlier keys in LEDGER_MASTER_KEY_PREVIOUS, separated by commas.",
        cause);
  }
}
