package dev.agentledger.command.log;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** A unit of work whose stream is taken as new: to read it finds nothing, without a look. */
public final class TakenAsNew {

  private static final String KEY = TakenAsNew.class.getName();

  private TakenAsNew() {}

  /** From here on the unit of work reads no stream. */
  public static void mark(UnitOfWork<?> unit) {
    unit.resources().put(KEY, true);
  }

  static boolean marksCurrent() {
    return CurrentUnitOfWork.isStarted()
        && CurrentUnitOfWork.get().<Boolean>getOrDefaultResource(KEY, false);
  }
}
