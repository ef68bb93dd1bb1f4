package dev.agentledger.query.audit;

import dev.agentledger.api.projection.ProjectionPositions;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Up to which position the audit trail knows the log. */
@Component
class AuditProgress {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ProjectionPositions positions;
  private final DatabaseClient database;

  AuditProgress(ProjectionPositions positions, DatabaseClient database) {
    this.positions = positions;
    this.database = database;
  }

  /** This position once the trail knows it, or the one that it does know when that takes long. */
  Mono<Long> reached(long position) {
    return Mono.fromFuture(
            () -> positions.await(AuditTrailProjection.NAME, position, PATIENCE), true)
        .flatMap(reached -> reached ? Mono.just(position) : known());
  }

  private Mono<Long> known() {
    return database
        .sql(
            """
            select coalesce(min(s.position), 0) as reached
            from projection_segment s join projection_generation g using (projection, generation)
            where g.projection = :name and g.state = 'ACTIVE'
            """)
        .bind("name", AuditTrailProjection.NAME)
        .map(row -> Objects.requireNonNull(row.get("reached", Long.class)))
        .one();
  }
}
