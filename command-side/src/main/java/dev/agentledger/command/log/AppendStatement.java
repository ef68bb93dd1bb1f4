package dev.agentledger.command.log;

import static java.util.Objects.requireNonNull;

import dev.agentledger.command.log.Append.Fact;
import dev.agentledger.command.log.Append.Head;
import dev.agentledger.command.log.Group.Numbered;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The statement that records a group, made of no more than the group needs. */
final class AppendStatement {

  /** What not every group needs; each costs about a tenth of the statement even without a row. */
  enum Part {
    BEGIN_STREAMS,
    ADVANCE_STREAMS,
    KEEP_LARGE_PAYLOADS;

    static Set<Part> of(Group group) {
      var parts = EnumSet.noneOf(Part.class);
      for (var head : group.heads()) {
        parts.add(head.before() < 0 ? BEGIN_STREAMS : ADVANCE_STREAMS);
      }
      if (group.facts().stream().anyMatch(AppendStatement::isLarge)) {
        parts.add(KEEP_LARGE_PAYLOADS);
      }
      return parts;
    }
  }

  /*
   * Arrays are unfolded side by side in lists of what is selected: each in a list of what is
   * selected from would first be written to a store of its own.
   */
  private static final String HEAD =
      """
      with head as materialized (
        select unnest(?::text[]) as id, unnest(?::smallint[]) as type, unnest(?::text[]) as tenant,
               unnest(?::int[]) as before, unnest(?::int[]) as version,
               generate_series(1, ?::int) as ordinal
      )
      """;

  private static final String BEGUN =
      """
      , begun as (
        insert into stream (id, type, tenant, version, first_position)
        select id, type, tenant, version,
               (select last_value from event_position_seq)
        from head where before = -1
        on conflict (id) do nothing
        returning id, key
      )
      """;

  private static final String ADVANCED =
      """
      , advanced as (
        update stream set version = head.version
        from head
        where head.before >= 0 and stream.id = head.id and stream.version = head.before
        returning stream.id, stream.key
      )
      """;

  private static final String SEEN = ", seen as (select id, ordinal, 0 as key from head";
  private static final String SEEN_BEGUN = " union all select id, null, key from begun";
  private static final String SEEN_ADVANCED = " union all select id, null, key from advanced";

  /*
   * A head that is not won has the key 0, and its facts are left out. Positions are drawn in the
   * order of the facts, so that those that are returned, sorted, belong to the facts in their order.
   */
  private static final String RECORDED =
      """
      ), won as materialized (
        select array_agg(key order by ordinal) as keys
        from (select max(ordinal) as ordinal, max(key) as key from seen group by id) head
      ), recorded as (
        insert into event
          (stream, recorded_at, event_id, command_id, correlation_id, causation_id, sequence,
           circumstance, contract, trace, metadata, shape, payload)
        select won.keys[head], recorded_at, id::uuid, command::uuid, correlation::uuid,
               causation::uuid, sequence, circumstance, contract, trace, metadata, shape,
               payload
        from won,
          (select unnest(?::int[]) as head, unnest(?::bigint[]) as recorded_at,
                  unnest(?::text[]) as id, unnest(?::text[]) as command,
                  unnest(?::text[]) as correlation, unnest(?::text[]) as causation,
                  unnest(?::int[]) as sequence, unnest(?::int[]) as circumstance,
                  unnest(?::smallint[]) as contract, unnest(?::bytea[]) as trace,
                  unnest(?::bytea[]) as metadata, unnest(?::smallint[]) as shape,
                  unnest(?::bytea[]) as payload, generate_series(1, ?::int) as ordinal) fact
        where won.keys[head] > 0
        order by ordinal
        returning position
      )
      """;

  private static final String KEPT_LARGE =
      """
      , large as (
        insert into blob (digest, content)
        select digest, content
        from won, unnest(?::int[], ?::text[], ?::bytea[]) as large (head, digest, content)
        where won.keys[head] > 0
        on conflict (digest) do nothing
      )
      """;

  private static final String SETTLED =
      "select won.keys, array(select position from recorded order by position) from won";

  private final Connection connection;
  private final boolean keepsLarge;
  private final PreparedStatement statement;
  private int bound;

  AppendStatement(Connection connection, Set<Part> parts) throws SQLException {
    this.connection = connection;
    keepsLarge = parts.contains(Part.KEEP_LARGE_PAYLOADS);
    statement = connection.prepareStatement(sql(parts));
  }

  private static String sql(Set<Part> parts) {
    var begins = parts.contains(Part.BEGIN_STREAMS);
    var advances = parts.contains(Part.ADVANCE_STREAMS);
    var large = parts.contains(Part.KEEP_LARGE_PAYLOADS);
    return HEAD
        + (begins ? BEGUN : "")
        + (advances ? ADVANCED : "")
        + SEEN
        + (begins ? SEEN_BEGUN : "")
        + (advances ? SEEN_ADVANCED : "")
        + RECORDED
        + (large ? KEPT_LARGE : "")
        + SETTLED;
  }

  /**
   * Records the group's appends whose streams are as they expected.
   *
   * @return for each append the positions of its facts, or null when it lost a stream
   */
  List<long @Nullable []> execute(Group group) throws SQLException {
    bound = 0;
    bindHeads(group.heads());
    bindFacts(group.facts());
    if (keepsLarge) {
      bindLarge(group.facts().stream().filter(AppendStatement::isLarge).toList());
    }
    try (var result = statement.executeQuery()) {
      result.next();
      return group.settle(longs(result.getArray(1)), longs(result.getArray(2)));
    }
  }

  private void bindHeads(List<Head> heads) throws SQLException {
    bind("text", String[]::new, heads, Head::streamId);
    bind("int2", Short[]::new, heads, Head::type);
    bind("text", String[]::new, heads, Head::tenant);
    bind("int4", Integer[]::new, heads, Head::before);
    bind("int4", Integer[]::new, heads, Head::version);
    bind(heads.size());
  }

  private void bindFacts(List<Numbered> numbered) throws SQLException {
    bind("int4", Integer[]::new, numbered, Numbered::head);
    var facts = numbered.stream().map(Numbered::fact).toList();
    bind("int8", Long[]::new, facts, fact -> fact.message().getTimestamp().toEpochMilli());
    bind("text", String[]::new, facts, fact -> fact.id().toString());
    bind("text", String[]::new, facts, fact -> text(fact.metadata().command()));
    bind("text", String[]::new, facts, fact -> text(fact.metadata().correlation()));
    bind("text", String[]::new, facts, fact -> text(fact.metadata().causation()));
    bind("int4", Integer[]::new, facts, AppendStatement::sequence);
    bind("int4", Integer[]::new, facts, Fact::circumstance);
    bind("int2", Short[]::new, facts, Fact::contract);
    bind("bytea", byte[][]::new, facts, fact -> fact.metadata().trace());
    bind("bytea", byte[][]::new, facts, fact -> fact.metadata().rest());
    bind("int2", Short[]::new, facts, fact -> fact.payload().shape());
    bind("bytea", byte[][]::new, facts, fact -> fact.payload().bytes());
    bind(facts.size());
  }

  private void bindLarge(List<Numbered> large) throws SQLException {
    bind("int4", Integer[]::new, large, Numbered::head);
    var payloads = large.stream().map(fact -> requireNonNull(fact.fact().large())).toList();
    bind("text", String[]::new, payloads, LargePayload::digest);
    bind("bytea", byte[][]::new, payloads, LargePayload::content);
  }

  /** Binds the next parameter; only arrays of the exact Java type are sent in binary form. */
  private <R, E> void bind(
      String type, IntFunction<@Nullable E[]> array, List<R> rows, Function<R, @Nullable E> column)
      throws SQLException {
    var elements = array.apply(rows.size());
    for (var i = 0; i < elements.length; i++) {
      elements[i] = column.apply(rows.get(i));
    }
    statement.setArray(++bound, connection.createArrayOf(type, elements));
  }

  private void bind(int number) throws SQLException {
    statement.setInt(++bound, number);
  }

  private static boolean isLarge(Numbered fact) {
    return fact.fact().large() != null;
  }

  private static int sequence(Fact fact) {
    return Math.toIntExact(fact.message().getSequenceNumber());
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static Long[] longs(Array array) throws SQLException {
    return (Long[]) array.getArray();
  }
}
