package dev.agentledger.query.projection;

import dev.agentledger.api.projection.ProjectionOwner;
import dev.agentledger.query.projection.Generation.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far each segment is written, and by which process. */
@Component
public class Segments {

  private static final String TERM = "interval '%d seconds'".formatted(Lease.TERM.toSeconds());

  private static final String CLAIM =
      """
      update projection_segment s
      set owner = ?, lease_until = clock_timestamp() + %s
      from projection_generation g
      where s.projection = ? and s.generation = ? and s.segment = ?
        and g.projection = s.projection and g.generation = s.generation and g.state = ?
        and (s.owner is null or s.owner = ? or s.lease_until < clock_timestamp())
      returning s.position
      """
          .formatted(TERM);

  /*
   * What is lost when the database breaks down is rows and position together, so nothing waits for
   * the disk. The settings hold for the transaction only.
   */
  private static final String ADVANCE =
      """
      with advanced as (
        update projection_segment
        set position = greatest(position, ?), lease_until = clock_timestamp() + %s
        where projection = ? and generation = ? and segment = ? and owner = ?
        returning position
      )
      select set_config('search_path', ?, true), set_config('synchronous_commit', 'off', true)
      from advanced
      """
          .formatted(TERM);

  /** Whoever writes a segment at this moment extends its lease without help. */
  private static final String KEEP =
      """
      with due as (
        select s.ctid, d.position
        from unnest(?::text[], ?::int8[], ?::int8[], ?::int8[])
               as d (projection, generation, segment, position)
          join projection_segment s using (projection, generation, segment)
        where s.owner = ?
        for update of s skip locked
      )
      update projection_segment s
      set position = greatest(s.position, due.position),
          lease_until = clock_timestamp() + %s
      from due
      where s.ctid = due.ctid
      returning s.projection, s.generation, s.segment, s.position,
        set_config('synchronous_commit', 'off', true)
      """
          .formatted(TERM);

  private static final String RELEASE =
      """
      update projection_segment
      set position = greatest(position, ?), owner = null, lease_until = null
      where projection = ? and generation = ? and segment = ? and owner = ?
      """;

  private final DataSource database;
  private final String owner;
  private final Set<Lease> held = ConcurrentHashMap.newKeySet();

  public Segments(DataSource database, ProjectionOwner owner) {
    this.database = database;
    this.owner = owner.value();
  }

  /**
   * Takes a segment, if its generation is in this state and no other process has it.
   *
   * <p>The lease is kept until it is released, or lost.
   */
  public @Nullable Lease claim(Segment segment, State state) throws SQLException {
    var asked = System.nanoTime();
    try (var connection = database.getConnection();
        var update = connection.prepareStatement(CLAIM)) {
      update.setString(1, owner);
      name(update, 2, segment);
      update.setString(5, state.name());
      update.setString(6, owner);
      try (var row = update.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        var lease = new Lease(segment, row.getLong(1), asked);
        held.add(lease);
        return lease;
      }
    }
  }

  /** Gives a segment up, so that another process need not wait for the lease to end. */
  public void release(Lease lease) throws SQLException {
    held.remove(lease);
    try (var connection = database.getConnection();
        var update = connection.prepareStatement(RELEASE)) {
      update.setLong(1, lease.reached());
      name(update, 2, lease.segment());
      update.setString(5, owner);
      update.executeUpdate();
    }
  }

  /** What is lost is not released: it may be another's by now. */
  public void forget(Lease lease) {
    held.remove(lease);
    lease.end();
  }

  /**
   * Moves the segment forward in this transaction, which from now on sees the generation's tables.
   *
   * @throws LeaseLost when the segment is another's
   */
  void advance(Connection connection, Lease lease, Generation generation, long position)
      throws SQLException {
    try (var update = connection.prepareStatement(ADVANCE)) {
      update.setLong(1, position);
      name(update, 2, lease.segment());
      update.setString(5, owner);
      update.setString(6, generation.searchPath());
      try (var row = update.executeQuery()) {
        if (!row.next()) {
          forget(lease);
          throw new LeaseLost(lease.segment());
        }
      }
    }
  }

  /**
   * Stores the positions of segments that had nothing to write, and extends leases that need it.
   */
  void keep() throws SQLException {
    var due = held.stream().filter(Lease::isDue).toList();
    if (due.isEmpty()) {
      return;
    }
    var asked = System.nanoTime();
    try (var connection = database.getConnection();
        var update = connection.prepareStatement(KEEP)) {
      update.setArray(
          1,
          connection.createArrayOf(
              "text", due.stream().map(lease -> lease.segment().projection()).toArray()));
      update.setArray(
          2,
          connection.createArrayOf(
              "int8", due.stream().map(lease -> (long) lease.segment().generation()).toArray()));
      update.setArray(
          3,
          connection.createArrayOf(
              "int8", due.stream().map(lease -> (long) lease.segment().number()).toArray()));
      update.setArray(
          4, connection.createArrayOf("int8", due.stream().map(Lease::reached).toArray()));
      update.setString(5, owner);
      try (var rows = update.executeQuery()) {
        while (rows.next()) {
          var projection = rows.getString(1);
          var generation = rows.getInt(2);
          var number = rows.getInt(3);
          var position = rows.getLong(4);
          due.stream()
              .filter(
                  lease ->
                      lease.segment().projection().equals(projection)
                          && lease.segment().generation() == generation
                          && lease.segment().number() == number)
              .forEach(lease -> lease.stored(position, asked));
        }
      }
    }
  }

  /** Where a segment stands. */
  public record Standing(
      String projection, int generation, int segment, long position, @Nullable String owner) {}

  /** Where the segments of the generation stand that is read. */
  public List<Standing> active(String projection) throws SQLException {
    try (var connection = database.getConnection();
        var select =
            connection.prepareStatement(
                """
                select s.generation, s.segment, s.position, s.owner
                from projection_segment s join projection_generation g using (projection, generation)
                where s.projection = ? and g.state = 'ACTIVE'
                order by s.segment
                """)) {
      select.setString(1, projection);
      try (var rows = select.executeQuery()) {
        var found = new ArrayList<Standing>();
        while (rows.next()) {
          found.add(
              new Standing(
                  projection, rows.getInt(1), rows.getInt(2), rows.getLong(3), rows.getString(4)));
        }
        return found;
      }
    }
  }

  private static void name(PreparedStatement statement, int first, Segment segment)
      throws SQLException {
    statement.setString(first, segment.projection());
    statement.setInt(first + 1, segment.generation());
    statement.setInt(first + 2, segment.number());
  }
}
