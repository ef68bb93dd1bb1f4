package dev.agentledger.command;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Where in the log the facts of the command at hand came to stand. */
public final class Positions {

  private static final String LAST = Positions.class.getName();

  private Positions() {}

  /**
   * The log has recorded a fact at this position.
   *
   * <p>To be called on the thread that handles the command; it keeps the highest and does nothing
   * outside a unit of work.
   */
  public static void recorded(long position) {
    CurrentUnitOfWork.ifStarted(
        unit -> unit.root().resources().merge(LAST, position, Positions::later));
  }

  /** The position of the last fact recorded in this unit of work; null when there is none. */
  static @Nullable Long lastIn(UnitOfWork<?> unit) {
    return unit.root().getResource(LAST);
  }

  private static Object later(Object one, Object other) {
    return Math.max((Long) one, (Long) other);
  }
}
