package dev.agentledger.query.projection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Reads the rows of several streams at once. */
public final class StoredViews {

  private StoredViews() {}

  /** What a row shows. */
  @FunctionalInterface
  public interface Row<V> {
    V view(ResultSet row) throws SQLException;
  }

  /**
   * The views by stream.
   *
   * @param sql gives the stream's id first and takes the ids as one array
   */
  public static <V> Map<String, V> read(
      Connection connection, String sql, String[] streamIds, Row<V> row) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("text", streamIds));
      try (var rows = select.executeQuery()) {
        var views = new HashMap<String, V>();
        while (rows.next()) {
          views.put(rows.getString(1), row.view(rows));
        }
        return views;
      }
    }
  }
}
