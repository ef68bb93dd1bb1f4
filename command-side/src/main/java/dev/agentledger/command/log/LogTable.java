package dev.agentledger.command.log;

import static java.util.stream.Collectors.toMap;

import dev.agentledger.events.evolution.CurrentFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads events from their table, in the order of the log or of one stream. */
final class LogTable {

  /** What is known of a stream without its events. */
  record StreamHead(long key, String type, long firstPosition, long version) {}

  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  private record Stored(
      long position,
      short streamType,
      String streamId,
      long sequence,
      UUID eventId,
      long recordedAt,
      short contract,
      @Nullable Integer circumstance,
      @Nullable UUID command,
      @Nullable UUID correlation,
      @Nullable UUID causation,
      byte @Nullable [] trace,
      byte @Nullable [] metadata,
      StoredPayload payload) {}

  /*
   * Each stream is looked up by its key: a join may be planned as a look at all streams, however few
   * the events are.
   */
  private static final String SELECT =
      """
      select e.position, s.type, s.id, e.sequence, e.event_id, e.recorded_at, e.contract,
             e.payload, e.command_id, e.correlation_id, e.causation_id, e.trace, e.metadata,
             e.circumstance, e.shape
      from event e
      cross join lateral (select type, id from stream where key = e.stream limit 1) s
      """;

  /** How far the clocks of nodes may be apart. */
  private static final Duration CLOCK_DRIFT = Duration.ofMinutes(1);

  private final JdbcClient database;
  private final Dictionary dictionary;
  private final Circumstances circumstances;
  private final Shapes shapes;

  LogTable(DataSource database, Dictionary dictionary, Circumstances circumstances, Shapes shapes) {
    this.database = JdbcClient.create(database);
    this.dictionary = dictionary;
    this.circumstances = circumstances;
    this.shapes = shapes;
  }

  /** Events after the one position, up to the other one, oldest first. */
  List<LoggedEvent> read(long after, long upTo, int limit) {
    return read(
        database
            .sql(
                SELECT
                    + """
                    where e.position > :after and e.position <= :upTo
                    order by e.position limit :limit
                    """)
            .param("after", after)
            .param("upTo", upTo)
            .param("limit", limit));
  }

  /** The same without the events of some contracts, by their numbers in the dictionary. */
  List<LoggedEvent> readWithout(Short[] contracts, long after, long upTo, int limit) {
    return read(
        database
            .sql(
                SELECT
                    + """
                    where e.position > :after and e.position <= :upTo
                      and e.contract <> all(:contracts)
                    order by e.position limit :limit
                    """)
            .param("contracts", contracts)
            .param("after", after)
            .param("upTo", upTo)
            .param("limit", limit));
  }

  /** The numbers of contracts, in today's revision, whose events are surely of other types. */
  Short[] contractsOtherThan(Predicate<Class<?>> wanted) {
    return dictionary.otherThan(
        word -> {
          var type = CurrentFacts.typeOf(word.name(), word.revision());
          return type == null || wanted.test(type);
        });
  }

  /** Events of one stream from a sequence on, oldest first. */
  List<LoggedEvent> read(StreamHead stream, long fromSequence, int limit) {
    return read(
        database
            .sql(
                SELECT
                    + """
                    where e.stream = :stream and e.sequence >= :first and e.position >= :position
                    order by e.sequence limit :limit
                    """)
            .param("stream", stream.key())
            .param("first", fromSequence)
            .param("position", stream.firstPosition())
            .param("limit", limit));
  }

  Optional<StreamHead> stream(String id) {
    return database
        .sql("select key, type, first_position, version from stream where id = :id")
        .param("id", id)
        .query(
            (row, _) ->
                new StreamHead(
                    row.getLong("key"),
                    dictionary.word(row.getShort("type")).name(),
                    row.getLong("first_position"),
                    row.getLong("version")))
        .optional();
  }

  /**
   * A position before everything that was recorded at the instant or later, found without reading
   * the log: positions stand in the order of time, but for the clocks of the nodes.
   */
  long before(Instant instant, long head) {
    var millis = instant.toEpochMilli();
    var surelyBefore = millis - CLOCK_DRIFT.toMillis();
    var low = 0L;
    var high = head;
    while (low < high) {
      var middle = low + (high - low) / 2;
      if (recordedAfter(middle) < surelyBefore) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return database
        .sql(
            """
            select position - 1 from event
            where position > :low and position <= :head and recorded_at >= :millis
            order by position limit 1
            """)
        .param("low", low)
        .param("head", head)
        .param("millis", millis)
        .query(Long.class)
        .optional()
        .orElse(head);
  }

  private long recordedAfter(long position) {
    return database
        .sql("select recorded_at from event where position > :position order by position limit 1")
        .param("position", position)
        .query(Long.class)
        .optional()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Words, circumstances and shapes are looked up when the rows are there, since that may take
   * another connection.
   */
  private List<LoggedEvent> read(StatementSpec selection) {
    var stored = selection.query((row, _) -> stored(row)).list();
    var large = largePayloads(stored);
    var events = new ArrayList<LoggedEvent>(stored.size());
    for (var event : stored) {
      try {
        events.add(logged(event, large));
      } catch (DataAccessException unreachable) {
        throw unreachable;
      } catch (RuntimeException unreadable) {
        throw new UnreadableEvent(event.position(), event.streamId(), unreadable);
      }
    }
    return events;
  }

  private Map<String, byte[]> largePayloads(List<Stored> stored) {
    var digests = new HashSet<String>();
    for (var event : stored) {
      if (event.payload().isReference()) {
        digests.add(LargePayload.digestIn(event.payload().bytes()));
      }
    }
    return digests.isEmpty()
        ? Map.of()
        : database
            .sql("select digest, content from blob where digest = any(:digests)")
            .param("digests", digests.toArray(String[]::new))
            .query((row, _) -> Map.entry(row.getString(1), row.getBytes(2)))
            .list()
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private LoggedEvent logged(Stored stored, Map<String, byte[]> large) {
    var contract = dictionary.word(stored.contract());
    return new LoggedEvent(
        stored.position(),
        dictionary.word(stored.streamType()).name(),
        stored.streamId(),
        stored.sequence(),
        stored.eventId(),
        Instant.ofEpochMilli(stored.recordedAt()),
        contract.name(),
        contract.revision(),
        new LeanMetadata(
            circumstances.of(stored.circumstance()),
            stored.command(),
            stored.correlation(),
            stored.causation(),
            stored.trace(),
            stored.metadata()),
        payload(stored, large));
  }

  private byte[] payload(Stored stored, Map<String, byte[]> large) {
    var payload = stored.payload();
    if (payload.shape() != null) {
      return shapes.shape(payload.shape()).with(payload.bytes(), stored.streamId());
    }
    return payload.isReference()
        ? Objects.requireNonNull(large.get(LargePayload.digestIn(payload.bytes())))
        : payload.bytes();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong(1),
        row.getShort(2),
        row.getString(3),
        row.getLong(4),
        row.getObject(5, UUID.class),
        row.getLong(6),
        row.getShort(7),
        row.getObject(14, Integer.class),
        row.getObject(9, UUID.class),
        row.getObject(10, UUID.class),
        row.getObject(11, UUID.class),
        row.getBytes(12),
        row.getBytes(13),
        new StoredPayload(row.getObject(15, Short.class), row.getBytes(8)));
  }
}
