package dev.agentledger.server.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used, with what happened and what a person can do about it. */
final class DatabaseNotReady extends RuntimeException {

  private final String action;

  DatabaseNotReady(String description, String action) {
    this(description, action, null);
  }

  DatabaseNotReady(String description, String action, @Nullable Throwable cause) {
    super(description, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
