package dev.agentledger.command.log;

import static java.util.Objects.requireNonNull;

import dev.agentledger.command.log.Append.Head;
import dev.agentledger.command.log.Group.Numbered;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection on which a node records, and the one statement by which it does. */
final class Writer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /*
   * The plan is made once for groups of any size and kept while the tables grow from nothing, so
   * only plans that are right for every size are allowed: each stream is found by its index, in
   * the order of the ids, in which other nodes lock them too. The statement joins nothing else;
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

  /*
   * A head that is not won has the key 0, and its facts are left out. Positions are drawn in the
   * order of the facts, so that those that are returned, sorted, belong to the facts in their order.
   */
  private static final String APPEND =
      """
      with head as materialized (
        select *
        from unnest(?::text[], ?::smallint[], ?::text[], ?::int[], ?::int[])
          with ordinality as head (id, type, tenant, before, version, ordinal)
      ), begun as (
        insert into stream (id, type, tenant, version, first_position)
        select id, type, tenant, version,
               (select last_value from event_position_seq)
        from head where before = -1
        on conflict (id) do nothing
        returning id, key
      ), advanced as (
        update stream set version = head.version
        from head
        where head.before >= 0 and stream.id = head.id and stream.version = head.before
        returning stream.id, stream.key
      ), won as materialized (
        select array_agg(key order by ordinal) as keys
        from (
          select max(ordinal) as ordinal, max(key) as key
          from (
            select id, ordinal, 0 as key from head
            union all select id, null, key from begun
            union all select id, null, key from advanced
          ) seen
          group by id
        ) head
      ), recorded as (
        insert into event
          (stream, recorded_at, event_id, command_id, correlation_id, causation_id, sequence,
           circumstance, contract, trace, metadata, shape, payload)
        select won.keys[head], recorded_at, id::uuid, command::uuid, correlation::uuid,
               causation::uuid, sequence, circumstance, contract, trace, metadata, shape,
               payload
        from won,
          unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
                 ?::int[], ?::smallint[], ?::bytea[], ?::bytea[], ?::smallint[], ?::bytea[])
            with ordinality as
            fact (head, recorded_at, id, command, correlation, causation, sequence,
                  circumstance, contract, trace, metadata, shape, payload, ordinal)
        where won.keys[head] > 0
        order by ordinal
        returning position
      )%s
      select won.keys, array(select position from recorded order by position) from won
      """;

  /** A part of the statement that costs a tenth of it even where there is nothing to be kept. */
  private static final String KEEP_LARGE =
      """
      , large as (
        insert into blob (digest, content)
        select digest, content
        from won, unnest(?::int[], ?::text[], ?::bytea[]) as large (head, digest, content)
        where won.keys[head] > 0
        on conflict (digest) do nothing
      )
      """;

  private static final int PATIENCE_SECONDS = 2;

  private final Connection connection;
  private final PreparedStatement append;
  private final PreparedStatement appendWithLarge;

  Writer(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (var settings = connection.createStatement()) {
      settings.execute(SETTINGS);
    }
    append = connection.prepareStatement(APPEND.formatted(""));
    appendWithLarge = connection.prepareStatement(APPEND.formatted(KEEP_LARGE));
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
    var large = group.facts().stream().filter(numbered -> numbered.fact().large() != null).toList();
    var statement = large.isEmpty() ? append : appendWithLarge;
    bindHeads(statement, group.heads());
    bindFacts(statement, group.facts());
    if (!large.isEmpty()) {
      bindLargePayloads(statement, large);
    }
    try (var result = statement.executeQuery()) {
      result.next();
      return group.settle(longs(result.getArray(1)), longs(result.getArray(2)));
    }
  }

  private void bindHeads(PreparedStatement statement, List<Head> heads) throws SQLException {
    var ids = new String[heads.size()];
    var types = new Short[ids.length];
    var tenants = new String[ids.length];
    var befores = new Integer[ids.length];
    var versions = new Integer[ids.length];
    for (var i = 0; i < ids.length; i++) {
      var head = heads.get(i);
      ids[i] = head.streamId();
      types[i] = head.type();
      tenants[i] = head.tenant();
      befores[i] = head.before();
      versions[i] = head.version();
    }
    bind(statement, 1, "text", ids);
    bind(statement, 2, "int2", types);
    bind(statement, 3, "text", tenants);
    bind(statement, 4, "int4", befores);
    bind(statement, 5, "int4", versions);
  }

  private void bindFacts(PreparedStatement statement, List<Numbered> facts) throws SQLException {
    var heads = new Integer[facts.size()];
    var times = new Long[heads.length];
    var ids = new String[heads.length];
    var commands = new @Nullable String[heads.length];
    var correlations = new @Nullable String[heads.length];
    var causations = new @Nullable String[heads.length];
    var sequences = new Integer[heads.length];
    var circumstances = new Integer[heads.length];
    var contracts = new Short[heads.length];
    var traces = new byte[heads.length] @Nullable [];
    var metadata = new byte[heads.length] @Nullable [];
    var shapes = new @Nullable Short[heads.length];
    var payloads = new byte[heads.length][];
    for (var i = 0; i < heads.length; i++) {
      var fact = facts.get(i).fact();
      heads[i] = facts.get(i).head();
      times[i] = fact.message().getTimestamp().toEpochMilli();
      ids[i] = fact.id().toString();
      commands[i] = text(fact.metadata().command());
      correlations[i] = text(fact.metadata().correlation());
      causations[i] = text(fact.metadata().causation());
      sequences[i] = Math.toIntExact(fact.message().getSequenceNumber());
      circumstances[i] = fact.circumstance();
      contracts[i] = fact.contract();
      traces[i] = fact.metadata().trace();
      metadata[i] = fact.metadata().rest();
      shapes[i] = fact.payload().shape();
      payloads[i] = fact.payload().bytes();
    }
    bind(statement, 6, "int4", heads);
    bind(statement, 7, "int8", times);
    bind(statement, 8, "text", ids);
    bind(statement, 9, "text", commands);
    bind(statement, 10, "text", correlations);
    bind(statement, 11, "text", causations);
    bind(statement, 12, "int4", sequences);
    bind(statement, 13, "int4", circumstances);
    bind(statement, 14, "int2", contracts);
    bind(statement, 15, "bytea", traces);
    bind(statement, 16, "bytea", metadata);
    bind(statement, 17, "int2", shapes);
    bind(statement, 18, "bytea", payloads);
  }

  private void bindLargePayloads(PreparedStatement statement, List<Numbered> large)
      throws SQLException {
    var heads = new Integer[large.size()];
    var digests = new String[heads.length];
    var contents = new byte[heads.length][];
    for (var i = 0; i < heads.length; i++) {
      var payload = requireNonNull(large.get(i).fact().large());
      heads[i] = large.get(i).head();
      digests[i] = payload.digest();
      contents[i] = payload.content();
    }
    bind(statement, 19, "int4", heads);
    bind(statement, 20, "text", digests);
    bind(statement, 21, "bytea", contents);
  }

  private void bind(
      PreparedStatement statement, int index, String type, @Nullable Object[] elements)
      throws SQLException {
    statement.setArray(index, connection.createArrayOf(type, elements));
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static Long[] longs(Array array) throws SQLException {
    return (Long[]) array.getArray();
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
