package dev.agentledger.query.projection.rebuild;

import static dev.agentledger.api.projection.RebuildState.AWAITING_CONFIRMATION;
import static dev.agentledger.api.projection.RebuildState.COMPARING;
import static dev.agentledger.api.projection.RebuildState.RUNNING;
import static dev.agentledger.api.projection.RebuildState.SWITCHED;

import dev.agentledger.api.projection.GenerationComparison;
import dev.agentledger.api.projection.RebuildKind;
import dev.agentledger.api.projection.SwitchMode;
import dev.agentledger.query.projection.Generation;
import dev.agentledger.query.projection.Generations;
import dev.agentledger.query.projection.Projection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rebuild, as long as this process has the leases on its segments.
 *
 * <p>The generation follows the one that is read and never overtakes it. To compare or to switch,
 * the rows of the read one's segments are locked for a moment: its writers wait, the new generation
 * is brought to exactly the same positions, and both say the same moment of the log.
 */
final class RebuildRun {

  private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);

  private static final long LONGEST_HOLD = Duration.ofSeconds(3).toNanos();
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final long BETWEEN_NOTES = Duration.ofMillis(500).toNanos();

  private final DataSource database;
  private final Generations generations;
  private final RebuildTable table;
  private final Runnable switched;
  private final Projection projection;
  private final Generation generation;
  private final Filling filling;
  private final String id;
  private final long near;
  private volatile boolean stopped;
  private long noted = System.nanoTime();
  private long notedPosition;
  private double fastest;
  private boolean complete;

  /**
   * @param near how many events it may catch up with, at least, while the writers of the read
   *     generation wait
   */
  RebuildRun(
      DataSource database,
      Generations generations,
      RebuildTable table,
      Runnable switched,
      Projection projection,
      Generation generation,
      Filling filling,
      String id,
      long near) {
    this.database = database;
    this.generations = generations;
    this.table = table;
    this.switched = switched;
    this.projection = projection;
    this.generation = generation;
    this.filling = filling;
    this.id = id;
    this.near = near;
    notedPosition = filling.position();
  }

  /**
   * Works until the generation is read, or somebody wants it otherwise.
   *
   * @return whether it is read
   */
  boolean run() throws SQLException, InterruptedException {
    while (!stopped) {
      var rebuild = note(true);
      if (rebuild.isEmpty() || !rebuild.get().isUnderWay()) {
        return false;
      }
      if (step(rebuild.get())) {
        return true;
      }
    }
    return false;
  }

  /** Ends soon, for another process to go on. */
  void stop() {
    stopped = true;
  }

  private boolean step(Rebuild rebuild) throws SQLException, InterruptedException {
    var read = read();
    var targets = positions(read, false);
    if (!isNear(targets)) {
      filling.to(targets, this::isStillWanted);
    } else if (!complete) {
      generations.complete(projection, generation);
      complete = true;
    } else if (mayTakeOver(rebuild)) {
      if (switchOver()) {
        return true;
      }
      Thread.sleep(BETWEEN_LOOKS);
    } else if (rebuild.comparison() == null) {
      compare(rebuild, read);
    } else {
      filling.to(targets, this::isStillWanted);
      Thread.sleep(BETWEEN_LOOKS);
    }
    return false;
  }

  private static boolean mayTakeOver(Rebuild rebuild) {
    return rebuild.kind() == RebuildKind.SWITCH_BACK
        || rebuild.confirmed()
        || (rebuild.comparison() != null && rebuild.state() == COMPARING);
  }

  private Generation read() throws SQLException {
    return generations
        .active(projection.name())
        .orElseThrow(() -> new IllegalStateException("Nothing is read of " + projection.name()));
  }

  private long[] positions(Generation read, boolean locking) throws SQLException {
    try (var connection = database.getConnection()) {
      return positions(connection, read, locking);
    }
  }

  /** Where the generation that is read stands, by segment. */
  private long[] positions(Connection connection, Generation read, boolean locking)
      throws SQLException {
    if (read.segments() != generation.segments()) {
      throw new IllegalStateException(
          "%s is cut into %d segments, %s into %d"
              .formatted(
                  read.schema(), read.segments(), generation.schema(), generation.segments()));
    }
    var positions = new long[read.segments()];
    try (var select =
        connection.prepareStatement(
            """
            select segment, position from projection_segment
            where projection = ? and generation = ? order by segment
            """
                + (locking ? "for update" : ""))) {
      select.setString(1, read.projection());
      select.setInt(2, read.number());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          positions[rows.getInt(1)] = rows.getLong(2);
        }
      }
    }
    return positions;
  }

  /** Whether it can catch up within about a second. */
  private boolean isNear(long[] targets) {
    return distance(targets) <= Math.max(near, (long) fastest);
  }

  private long distance(long[] targets) {
    var reached = filling.reached();
    return IntStream.range(0, targets.length)
        .mapToLong(segment -> Math.max(0, targets[segment] - reached[segment]))
        .sum();
  }

  private void compare(Rebuild rebuild, Generation read) throws SQLException, InterruptedException {
    if (!table.become(id, EnumSet.of(RUNNING, COMPARING), COMPARING, null)) {
      return;
    }
    try (var snapshot = database.getConnection()) {
      snapshot.setAutoCommit(false);
      try {
        var position = seeBoth(snapshot, read);
        if (position == null) {
          return;
        }
        var comparison = new TableDifferences(snapshot, read, generation).at(position);
        table.compared(id, comparison, reasonToAsk(rebuild, comparison, read));
      } finally {
        snapshot.rollback();
      }
    }
  }

  /** Lets a transaction see both generations at the same positions, or nothing if that fails. */
  private @Nullable Long seeBoth(Connection snapshot, Generation read)
      throws SQLException, InterruptedException {
    try (var hold = database.getConnection()) {
      hold.setAutoCommit(false);
      try {
        execute(hold, "set local lock_timeout = '2s'");
        var targets = positions(hold, read, true);
        if (!catchUp(targets)) {
          return null;
        }
        execute(snapshot, "set transaction isolation level repeatable read, read only");
        execute(snapshot, "select 1");
        return Arrays.stream(targets).min().orElse(0);
      } finally {
        hold.rollback();
      }
    }
  }

  private static @Nullable String reasonToAsk(
      Rebuild rebuild, GenerationComparison comparison, Generation read) {
    if (rebuild.switching() == SwitchMode.ON_CONFIRMATION) {
      return "It was to be confirmed";
    }
    return !comparison.same() && rebuild.version() == read.version()
        ? "It differs, although the projection's version is the same"
        : null;
  }

  /** Makes readers see the generation, in one transaction; whether that could be done. */
  private boolean switchOver() throws SQLException, InterruptedException {
    try (var hold = database.getConnection()) {
      hold.setAutoCommit(false);
      try {
        execute(hold, "set local lock_timeout = '2s'");
        generations.lock(hold, projection.name());
        var targets = positions(hold, read(), true);
        if (!catchUp(targets)
            || !table.become(
                hold, id, EnumSet.of(RUNNING, COMPARING, AWAITING_CONFIRMATION), SWITCHED, null)) {
          return false;
        }
        table.progress(hold, id, filling.position(), filling.takeWritten(), 0);
        filling.store(hold);
        // Readers must not queue for long behind a lock that a slow one of them denies.
        execute(hold, "set local lock_timeout = '300ms'");
        generations.activate(hold, projection, generation);
        filling.forget();
        hold.commit();
      } finally {
        hold.rollback();
      }
    } catch (SQLException denied) {
      if (!"55P03".equals(denied.getSQLState())) {
        throw denied;
      }
      log.info("{} cannot be switched for the moment: {}", generation.schema(), denied.toString());
      return false;
    }
    switched.run();
    log.info("{} is read from now on", generation.schema());
    return true;
  }

  private boolean catchUp(long[] targets) throws SQLException, InterruptedException {
    var latest = System.nanoTime() + LONGEST_HOLD;
    return isNear(targets)
        && filling.to(targets, () -> System.nanoTime() < latest)
        && System.nanoTime() < latest;
  }

  private boolean isStillWanted() throws SQLException {
    return !stopped && note(false).map(Rebuild::isUnderWay).orElse(true);
  }

  /** Writes down how far it has come, and reads what is wanted; not too often, unless forced. */
  private Optional<Rebuild> note(boolean forced) throws SQLException {
    var now = System.nanoTime();
    var since = now - noted;
    if (since < BETWEEN_NOTES && !forced) {
      return Optional.empty();
    }
    if (since < BETWEEN_NOTES) {
      return table.find(id);
    }
    var position = filling.position();
    var rate = (position - notedPosition) * 1e9 / since;
    noted = now;
    fastest = Math.max(fastest, rate);
    notedPosition = position;
    return table.progress(id, position, filling.takeWritten(), rate);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
