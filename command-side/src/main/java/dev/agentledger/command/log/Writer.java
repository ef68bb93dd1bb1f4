package dev.agentledger.command.log;

import dev.agentledger.command.log.AppendStatement.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection on which a node records. */
final class Writer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /*
   * A plan is made once for groups of any size and kept while the tables grow from nothing, so
   * only plans that are right for every size are allowed: each stream is found by its index, in
   * the order of the ids, in which other nodes lock them too. The statements join nothing else;
   * what belongs together is brought together by sorting and by subscript.
   */
  private static final String SETTINGS =
      """
      set plan_cache_mode = force_generic_plan;
      set enable_seqscan = off;
      set enable_hashjoin = off;
      set enable_mergejoin = off;
      set jit = off;
      set work_mem = '32MB';
      set statement_timeout = '30s'
      """;

  private static final int PATIENCE_SECONDS = 2;

  private final Connection connection;
  private final Map<Set<Part>, AppendStatement> statements = new HashMap<>();

  Writer(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (var settings = connection.createStatement()) {
      settings.execute(SETTINGS);
    }
  }

  boolean works() {
    try {
      return connection.isValid(PATIENCE_SECONDS);
    } catch (SQLException lost) {
      return false;
    }
  }

  /**
   * Records the appends whose streams are as they expected; one over several streams is alone in
   * its group and recorded whole or not at all.
   *
   * @return for each append the positions of its facts, or null when it lost a stream
   */
  List<long @Nullable []> write(Group group) throws SQLException {
    var first = group.appends().getFirst();
    return first.heads().size() > 1 ? writeWhole(group) : execute(group);
  }

  private List<long @Nullable []> writeWhole(Group group) throws SQLException {
    connection.setAutoCommit(false);
    try {
      var settled = execute(group);
      if (settled.contains(null)) {
        connection.rollback();
      } else {
        connection.commit();
      }
      connection.setAutoCommit(true);
      return settled;
    } catch (SQLException | RuntimeException failure) {
      takeBack(failure);
      throw failure;
    }
  }

  /** Ends the transaction explicitly: to switch to auto-commit would commit what is open. */
  private void takeBack(Exception failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException lost) {
      failure.addSuppressed(lost);
    }
  }

  private List<long @Nullable []> execute(Group group) throws SQLException {
    var parts = Part.of(group);
    var statement = statements.get(parts);
    if (statement == null) {
      statement = new AppendStatement(connection, parts);
      statements.put(parts, statement);
    }
    return statement.execute(group);
  }

  @Override
  public void close() {
    try (connection) {
      try (var settings = connection.createStatement()) {
        settings.execute("reset all");
      }
    } catch (SQLException lost) {
      log.debug("The connection of the log was lost already: {}", lost.toString());
    }
  }

  /** Gives up the connection whatever the server may still be doing. */
  void abort() {
    try {
      connection.abort(Runnable::run);
      connection.close();
    } catch (SQLException lost) {
      log.debug("The connection of the log was lost already: {}", lost.toString());
    }
  }
}
