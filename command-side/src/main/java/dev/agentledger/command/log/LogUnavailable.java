package dev.agentledger.command.log;

import org.springframework.dao.TransientDataAccessResourceException;

/** Nothing was recorded, for want of a database or of room; the command can be sent again. */
public final class LogUnavailable extends TransientDataAccessResourceException {

  LogUnavailable(String reason) {
    super(reason);
  }

  LogUnavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
