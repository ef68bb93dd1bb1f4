package dev.agentledger.server.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what happened and what to do instead of a stack trace. */
final class DatabaseNotReadyAnalyzer extends AbstractFailureAnalyzer<DatabaseNotReady> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, DatabaseNotReady cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
