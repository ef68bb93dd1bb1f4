package dev.agentledger.saga.tool;

import dev.agentledger.events.tool.ToolId;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the calls of a tool over all nodes: a bucket that holds a minute's calls and fills up
 * evenly; the table {@code tool_quota}.
 */
@Component
class Quotas {

  private static final long MILLIS_OF_A_MINUTE = 60_000;

  private final JdbcClient database;

  Quotas(JdbcClient database) {
    this.database = database;
  }

  /** Takes one call; how long to wait instead, when there is none left. */
  Optional<Duration> take(ToolId toolId, int perMinute) {
    var taken =
        database
            .sql(
                """
                insert into tool_quota as quota (tool_id, left_over, filled_at)
                values (:tool, :most - 1, clock_timestamp())
                on conflict (tool_id) do update
                  set left_over = least(:most, quota.left_over + :most * greatest(0,
                        extract(epoch from clock_timestamp() - quota.filled_at)) / 60) - 1,
                      filled_at = greatest(quota.filled_at, clock_timestamp())
                  where least(:most, quota.left_over + :most * greatest(0,
                        extract(epoch from clock_timestamp() - quota.filled_at)) / 60) >= 1
                """)
            .param("tool", toolId.value())
            .param("most", (double) perMinute)
            .update();
    return taken == 1
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.max(1, MILLIS_OF_A_MINUTE / perMinute)));
  }
}
