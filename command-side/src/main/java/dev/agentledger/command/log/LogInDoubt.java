package dev.agentledger.command.log;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The database was lost while it recorded: the facts are in the log, all of them, or none is.
 *
 * <p>Whoever repeats the command must decide it on the stream as it is then.
 */
public final class LogInDoubt extends DataAccessResourceFailureException {

  LogInDoubt(Throwable cause) {
    super("The database was lost at the commit; whether it was recorded is not known", cause);
  }
}
