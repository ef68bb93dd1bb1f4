package dev.agentledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends connections that had settings of their own and so must not return to a pool. */
final class Connections {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private Connections() {}

  static void abandon(Connection connection) {
    try {
      connection.abort(Runnable::run);
      connection.close();
    } catch (SQLException lost) {
      log.debug("The connection was lost already: {}", lost.toString());
    }
  }
}
