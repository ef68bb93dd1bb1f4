package dev.agentledger.benchmarks.limit;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.evolution.EventCatalog;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * All rows of the log in their order, through one cursor, with nothing done about them. Each row
 * has the whole JSON of its payload, since the log itself keeps what many have in common elsewhere.
 */
public final class BareReading {

  private static final int ROWS_A_TRIP = 1000;

  private static final String PLAIN =
      """
      create table plain as
      select position, e.stream, e.recorded_at, e.event_id, e.sequence, e.contract, e.circumstance,
             convert_to(whole.payload, 'UTF8') as payload
      from event e join event_with_payload whole using (position)
      order by position
      """;

  private static final String READ =
      """
      select e.position, s.id, e.sequence, e.recorded_at, c.name, e.circumstance, e.payload
      from plain e
      join stream s on s.key = e.stream
      join dictionary c on c.id = e.contract
      order by e.position
      """;

  private final BenchmarkDatabase database;
  private final Map<String, ObjectReader> readers = new HashMap<>();

  public BareReading(BenchmarkDatabase database) throws SQLException {
    this.database = database;
    database.execute(PLAIN, "alter table plain add primary key (position)", "vacuum analyze");
    var json = ContractSerializer.json();
    EventCatalog.events()
        .forEach(event -> readers.put(EventCatalog.nameOf(event), json.readerFor(event)));
  }

  /** Brings the rows and says how many. */
  public long read() throws SQLException, IOException {
    return read(false);
  }

  /** Brings the rows, makes an event of each payload and says how many. */
  public long readAndParse() throws SQLException, IOException {
    return read(true);
  }

  private long read(boolean parse) throws SQLException, IOException {
    try (var connection = database.connect()) {
      connection.setAutoCommit(false); // the driver would otherwise bring all rows at once
      return read(connection, parse);
    }
  }

  private long read(Connection connection, boolean parse) throws SQLException, IOException {
    var count = 0L;
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_A_TRIP);
      try (var rows = statement.executeQuery(READ)) {
        while (rows.next()) {
          rows.getLong(1);
          rows.getString(2);
          rows.getInt(3);
          rows.getLong(4);
          var contract = rows.getString(5);
          rows.getInt(6);
          var payload = rows.getBytes(7);
          if (parse) {
            parse(contract, payload);
          }
          count++;
        }
      }
    }
    return count;
  }

  private void parse(String contract, byte[] payload) throws IOException {
    var reader = readers.get(contract);
    if (reader == null || reader.readValue(payload) == null) {
      throw new IllegalStateException("Not an event: " + contract);
    }
  }
}
