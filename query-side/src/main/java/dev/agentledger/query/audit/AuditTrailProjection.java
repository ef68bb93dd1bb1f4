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
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.ProjectionSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what events are found by: who, when, what and about which agent. */
@Component
class AuditTrailProjection implements Projection {

  static final String NAME = "audit-trail";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<String> tables() {
    return List.of("audit_trail");
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
    Columns.of(batch.stream().map(Entry::of).toList())
        .number(Entry::position)
        .text(Entry::tenant)
        .instant(entry -> entry.event().at())
        .text(Entry::actor)
        .text(entry -> entry.event().contract())
        .text(entry -> entry.event().streamId())
        .text(Entry::correlationId)
        .text(entry -> agentOf(entry.event().fact()))
        .write(
            session.connection(),
            """
            insert into audit_trail
              (position, tenant, recorded_at, actor, contract, stream_id, correlation_id, agent_id)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
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
      ProjectedEvent event, String tenant, String actor, @Nullable String correlationId) {

    static Entry of(ProjectedEvent event) {
      var envelope = event.envelope();
      var correlation = envelope.correlationId();
      return new Entry(
          event,
          Documents.column(envelope.tenant()),
          Documents.column(envelope.actor()),
          correlation == null ? null : Documents.column(correlation));
    }

    long position() {
      return event.position();
    }
  }
}
