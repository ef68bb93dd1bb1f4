package dev.agentledger.benchmarks.database;

import dev.agentledger.benchmarks.run.NoopFacts;
import java.sql.SQLException;

/**
 * A log that is already long: the database itself repeats the one run that an engine has recorded
 * in it, so that every row is as the engine writes it.
 */
public final class SeededLog {

  /** As many runs at once as stand interleaved in the log. */
  private static final int AT_ONCE = 32;

  private static final String STREAMS =
      """
      insert into stream (first_position, version, type, tenant, id)
      select 0, version, type, tenant, 'run_' || gen_random_uuid()
      from stream, generate_series(1, ?)
      where starts_with(id, 'run_')
      """;

  private static final String EVENTS =
      """
      insert into event (stream, recorded_at, event_id, sequence, circumstance, contract, shape,
                         payload)
      select s.key, e.recorded_at, uuidv7(), e.sequence, e.circumstance, e.contract, e.shape,
             e.payload
      from event e
      join stream recorded on recorded.key = e.stream
      cross join stream s
      where s.first_position = 0 and starts_with(recorded.id, 'run_')
      order by s.key / ?, e.sequence, s.key
      """;

  private static final String FIRST_POSITIONS =
      """
      update stream s set first_position = e.position
      from event e where e.stream = s.key and e.sequence = 0 and s.first_position = 0
      """;

  private static final String STOCK_EVENTS =
      """
      insert into domainevententry (eventidentifier, aggregateidentifier, sequencenumber, type,
                                    timestamp, payloadtype, payloadrevision, payload, metadata)
      select gen_random_uuid(), r.id, e.sequencenumber, e.type, e.timestamp, e.payloadtype,
             e.payloadrevision,
             convert_to(replace(convert_from(e.payload, 'UTF8'), e.aggregateidentifier, r.id),
                        'UTF8'),
             e.metadata
      from domainevententry e
      cross join (select number, 'run_' || gen_random_uuid() as id
                  from generate_series(1, ?) as number) r
      order by r.number / ?, e.sequencenumber, r.number
      """;

  private SeededLog() {}

  /** Repeats the run in the ledger's log until it has at least so many events; says how many. */
  public static long fill(BenchmarkDatabase database, long events) throws SQLException {
    var runs = runsFor(events);
    // Each looks at what the one before wrote, which the database must know the size of.
    database.update(STREAMS, runs - 1);
    database.execute("analyze");
    database.update(EVENTS, AT_ONCE);
    database.execute("analyze");
    database.update(FIRST_POSITIONS);
    settle(database);
    return runs * NoopFacts.EVENTS;
  }

  /** The same for the tables of Axon's own engine. */
  public static long fillStock(BenchmarkDatabase database, long events) throws SQLException {
    var runs = runsFor(events);
    database.update(STOCK_EVENTS, runs - 1, AT_ONCE);
    settle(database);
    return runs * NoopFacts.EVENTS;
  }

  private static long runsFor(long events) {
    return Math.max(1, Math.ceilDiv(events, NoopFacts.EVENTS));
  }

  /** What the database would otherwise do in the background of the measurement. */
  private static void settle(BenchmarkDatabase database) throws SQLException {
    database.execute("vacuum analyze", "checkpoint");
  }
}
