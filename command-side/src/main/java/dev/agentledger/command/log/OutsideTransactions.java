package dev.agentledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The same database, never on the connection of a transaction that the caller may have open. */
final class OutsideTransactions extends AbstractDataSource {

  private final DataSource database;

  OutsideTransactions(DataSource database) {
    this.database = database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return database.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return database.getConnection(user, password);
  }
}
