package dev.agentledger.command;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The state on which the command at hand is decided: of which stream, and as of which version. */
record SeenVersion(String streamId, long version) {

  private static final String KEY = SeenVersion.class.getName();

  /** Notes it for the rest of the unit of work. */
  static void remember(String streamId, long version) {
    CurrentUnitOfWork.ifStarted(
        unit -> unit.resources().put(KEY, new SeenVersion(streamId, version)));
  }

  /** What was seen in this unit of work; null when no stream decided in it. */
  static @Nullable SeenVersion in(UnitOfWork<?> unit) {
    return unit.getResource(KEY);
  }
}
