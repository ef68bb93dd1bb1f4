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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
    var entries = batch.stream().map(event -> Entry.of(event, keys)).toList();
    Columns.of(entries)
        .number(Entry::position)
        .instant(entry -> entry.event().at())
        .number(Entry::tenant)
        .number(Entry::actor)
        .number(Entry::contract)
        .id(Entry::stream)
        .id(Entry::correlation)
        .number(Entry::agent)
        .write(
            session.connection(),
            """
            insert into audit_trail
              (block, tenant, actor, contract, stream, correlation, agent, since, positions,
               recorded_at)
            select position >> %d, tenant, actor, contract, stream, correlation, agent,
                   (array_agg(recorded_at order by position))[1],
                   array_agg(position order by position),
                   array_agg(recorded_at order by position)
            from unnest(?, ?, ?, ?, ?, ?, ?, ?)
              as event (position, recorded_at, tenant, actor, contract, stream, correlation, agent)
            group by position >> %<d, tenant, actor, contract, stream, correlation, agent
            on conflict (stream, block, contract, actor, correlation, agent, tenant) do update
              set (positions, recorded_at) = (
                select audit_trail.positions || array_agg(position order by position),
                       audit_trail.recorded_at || array_agg(at order by position)
                from unnest(excluded.positions, excluded.recorded_at) as event (position, at)
                where position > audit_trail.positions[cardinality(audit_trail.positions)])
            """
                .formatted(BLOCK));
    Columns.of(entries.stream().filter(Entry::asksAboutAgent).toList())
        .number(Entry::position)
        .number(Entry::agent)
        .id(Entry::stream)
        .text(entry -> entry.event().streamId())
        .write(
            session.connection(),
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

  private record Entry(
      ProjectedEvent event,
      long tenant,
      long actor,
      long contract,
      UUID stream,
      @Nullable UUID correlation,
      @Nullable Long agent) {

    static Entry of(ProjectedEvent event, TrailKeys keys) {
      var envelope = event.envelope();
      var tenant = envelope.tenant();
      var correlation = envelope.correlationId();
      var agent = agentOf(event.fact());
      return new Entry(
          event,
          keys.recall(tenant, ""),
          keys.recall(tenant, envelope.actor()),
          keys.recall(tenant, event.contract()),
          keys.recallStream(event.streamId()),
          correlation == null ? null : keys.recallChain(correlation),
          agent == null ? null : keys.recall(tenant, agent));
    }

    long position() {
      return event.position();
    }

    boolean asksAboutAgent() {
      return agent != null && event.fact() instanceof ApprovalRequested;
    }
  }
}
