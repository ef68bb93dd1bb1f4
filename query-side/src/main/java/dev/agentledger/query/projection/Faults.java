package dev.agentledger.query.projection;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which failures say nothing about the event at hand: a database that is away, a deadlock. */
public final class Faults {

  /** Connection, transaction rollback, resources, operator, system, and a lock not granted. */
  private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private Faults() {}

  public static boolean isOfTheEnvironment(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isOfTheEnvironment(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfTheEnvironment(SQLException failure) {
    return failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException
        || isOfTheEnvironment(failure.getSQLState());
  }

  private static boolean isOfTheEnvironment(@Nullable String state) {
    return state != null
        && state.length() >= 2
        && (CLASSES.contains(state.substring(0, 2)) || state.equals(LOCK_NOT_AVAILABLE));
  }
}
