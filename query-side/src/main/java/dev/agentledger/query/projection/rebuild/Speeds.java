package dev.agentledger.query.projection.rebuild;

import dev.agentledger.query.projection.Generation.State;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** How fast projections have gone through the log lately. */
@Component
class Speeds {

  private static final long WINDOW = TimeUnit.SECONDS.toNanos(3);

  private final DataSource database;
  private final Map<String, Sample> samples = new ConcurrentHashMap<>();

  Speeds(DataSource database) {
    this.database = database;
  }

  private record Sample(long when, int generation, long position, double rate) {}

  /** Positions a second. */
  double of(String projection) {
    var sample = samples.get(projection);
    return sample == null ? 0 : sample.rate();
  }

  /** Looks where the projections stand, if it is long enough ago. */
  void sample() throws SQLException {
    var now = System.nanoTime();
    if (samples.values().stream().anyMatch(sample -> now - sample.when() < WINDOW)) {
      return;
    }
    positions()
        .forEach(
            (projection, here) ->
                samples.merge(projection, here, (last, next) -> rate(last, next)));
  }

  private static Sample rate(Sample last, Sample next) {
    var rate =
        last.generation() == next.generation()
            ? Math.max(0, next.position() - last.position()) * 1e9 / (next.when() - last.when())
            : 0;
    return new Sample(next.when(), next.generation(), next.position(), rate);
  }

  private Map<String, Sample> positions() throws SQLException {
    try (var connection = database.getConnection();
        var select =
            connection.prepareStatement(
                """
                select projection, generation, min(s.position)
                from projection_segment s join projection_generation g using (projection, generation)
                where g.state = ?
                group by projection, generation
                """)) {
      select.setString(1, State.ACTIVE.name());
      try (var rows = select.executeQuery()) {
        var found = new HashMap<String, Sample>();
        while (rows.next()) {
          found.put(
              rows.getString(1), new Sample(System.nanoTime(), rows.getInt(2), rows.getLong(3), 0));
        }
        return found;
      }
    }
  }
}
