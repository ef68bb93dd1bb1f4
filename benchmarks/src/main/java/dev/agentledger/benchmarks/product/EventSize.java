package dev.agentledger.benchmarks.product;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Samples;
import java.sql.SQLException;
import java.util.List;

/**
 * What an event takes, on average over a log.
 *
 * @param onDisk its row with all indexes, its part of the stream's row, and what pages leave empty
 * @param payload what it says, as JSON
 * @param metadata in which envelope, as JSON
 */
public record EventSize(double onDisk, double payload, double metadata) {

  /** The mean of all events in the log. */
  public static EventSize in(BenchmarkDatabase database) throws SQLException {
    database.execute("vacuum analyze");
    var events = (double) database.number("select count(*) from event");
    var disk =
        database.number(
            """
            select sum(pg_total_relation_size(relid))::bigint
            from (select relid from pg_partition_tree('event')
                  union all values ('stream'::regclass), ('blob'), ('circumstance'),
                         ('shape')) log
            """);
    var payload = database.number("select sum(octet_length(payload)) from event_with_payload");
    var metadata = database.number("select sum(octet_length(metadata)) from event_with_payload");
    return new EventSize(disk / events, payload / events, metadata / events);
  }

  public Measurement ofRow() {
    return bytes("an event on disk", onDisk);
  }

  public Measurement ofPayload() {
    return bytes("its payload, as JSON", payload);
  }

  public Measurement ofAllItSays() {
    return bytes("its payload and metadata, as JSON", payload + metadata);
  }

  private static Measurement bytes(String what, double mean) {
    return Measurement.of(what, "bytes", new Samples(List.of(mean)));
  }
}
