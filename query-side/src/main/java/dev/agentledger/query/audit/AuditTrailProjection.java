package dev.agentledger.query.audit;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSet;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.ProjectionSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what events are found by: who, when, what and about which agent. */
@Component
class AuditTrailProjection implements Projection {

  static final String NAME = "audit-trail";

  /** A block of the log is what has a position in common, but for so many of its last bits. */
  static final int BLOCK = 10;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 5;
  }

  @Override
  public List<String> tables() {
    return List.of("audit_trail", "audit_approval");
  }

  @Override
  public Duration rest() {
    return LONG_REST;
  }

  @Override
  public Set<Class<? extends DomainEvent>> families() {
    return Set.of(DomainEvent.class);
  }

  @Override
  public void apply(List<ProjectedEvent> batch, ProjectionSession session) throws SQLException {
    var keys = new TrailKeys();
    var rows = new LinkedHashMap<Row, Occurrences>();
    var requests = new ArrayList<Request>();
    for (var event : batch) {
      var row = Row.of(event, keys);
      rows.computeIfAbsent(row, _ -> new Occurrences()).add(event);
      if (row.agent() != null && event.fact() instanceof ApprovalRequested) {
        requests.add(new Request(event.position(), row.agent(), row.stream(), event.streamId()));
      }
    }
    add(rows.entrySet(), session.connection());
    note(requests, session.connection());
  }

  private static void add(Collection<Map.Entry<Row, Occurrences>> rows, Connection connection)
      throws SQLException {
    Columns.of(rows)
        .number(row -> row.getKey().block())
        .number(row -> row.getKey().tenant())
        .number(row -> row.getKey().actor())
        .number(row -> row.getKey().contract())
        .id(row -> row.getKey().stream())
        .id(row -> row.getKey().correlation())
        .number(row -> row.getKey().agent())
        .instant(row -> row.getValue().at().getFirst())
        .numbers(row -> row.getValue().positions())
        .instants(row -> row.getValue().at())
        .write(
            connection,
            """
            insert into audit_trail
              (block, tenant, actor, contract, stream, correlation, agent, since, positions,
               recorded_at)
            select block, tenant, actor, contract, stream, correlation, agent, since,
                   positions::bigint[], recorded_at::timestamptz[]
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as new (block, tenant, actor, contract, stream, correlation, agent, since, positions,
                      recorded_at)
            on conflict (stream, block, contract, actor, correlation, agent, tenant) do update
              set (positions, recorded_at) = (
                select audit_trail.positions || array_agg(position order by position),
                       audit_trail.recorded_at || array_agg(at order by position)
                from unnest(excluded.positions, excluded.recorded_at) as event (position, at)
                where position > audit_trail.positions[cardinality(audit_trail.positions)])
            """);
  }

  private static void note(List<Request> requests, Connection connection) throws SQLException {
    Columns.of(requests)
        .number(Request::position)
        .number(Request::agent)
        .id(Request::stream)
        .text(Request::streamId)
        .write(
            connection,
            """
            insert into audit_approval (position, agent, stream, stream_id)
            select * from unnest(?, ?, ?, ?)
            on conflict (position) do nothing
            """);
  }

  /** The agent that an event itself names; what follows from it is found by its stream. */
  static @Nullable String agentOf(DomainEvent fact) {
    return switch (fact) {
      case AgentEvent agent -> agent.agentId().value();
      case ApprovalRequested requested -> agentIn(requested);
      case RunRequested requested -> requested.agentId().value();
      case ConversationOpened opened -> opened.agentId().value();
      case BudgetReserved reserved -> reserved.agentId().value();
      case BudgetExceeded exceeded -> exceeded.agentId().value();
      case BudgetSet set -> agentIn(set.budget().scope());
      default -> null;
    };
  }

  /** What a call is about is its run, and the agent stands beside it. */
  private static String agentIn(ApprovalRequested requested) {
    var call = requested.call();
    return call == null ? requested.subject().id() : call.agentId().value();
  }

  private static @Nullable String agentIn(BudgetScope scope) {
    return switch (scope.kind()) {
      case AGENT -> scope.subject();
      case USER, PROJECT -> null;
    };
  }

  /** What events of a block have in common. */
  private record Row(
      long block,
      long tenant,
      long actor,
      long contract,
      UUID stream,
      @Nullable UUID correlation,
      @Nullable Long agent) {

    static Row of(ProjectedEvent event, TrailKeys keys) {
      var envelope = event.envelope();
      var tenant = envelope.tenant();
      var correlation = envelope.correlationId();
      var agent = agentOf(event.fact());
      return new Row(
          event.position() >> BLOCK,
          keys.recall(tenant, ""),
          keys.recall(tenant, envelope.actor()),
          keys.recall(tenant, event.contract()),
          keys.recallStream(event.streamId()),
          correlation == null ? null : keys.recallChain(correlation),
          agent == null ? null : keys.recall(tenant, agent));
    }
  }

  /** Where and when they were recorded, in the order of the log. */
  private record Occurrences(List<Long> positions, List<Instant> at) {

    Occurrences() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(ProjectedEvent event) {
      positions.add(event.position());
      at.add(event.at());
    }
  }

  private record Request(long position, long agent, UUID stream, String streamId) {}
}
