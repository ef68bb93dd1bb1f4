package dev.agentledger.query.policy;

import dev.agentledger.api.policy.FindPromotionPolicy;
import dev.agentledger.api.policy.PromotionPolicyView;
import dev.agentledger.events.policy.PolicyEvent;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the promotion policy of each tenant. */
@Component
class PromotionPolicyProjection extends StreamProjection<PolicyEvent, PromotionPolicyView> {

  PromotionPolicyProjection() {
    super(PolicyEvent.class, PromotionPolicyView.class);
  }

  @Override
  public String name() {
    return "promotion-policy";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("promotion_policy");
  }

  /** Each event holds the whole policy, so what was there before does not matter. */
  @Override
  protected Map<String, PromotionPolicyView> load(Connection connection, String[] streamIds) {
    return Map.of();
  }

  @Override
  protected PromotionPolicyView evolve(
      @Nullable PromotionPolicyView before, PolicyEvent fact, ProjectedEvent event) {
    return switch (fact) {
      case PromotionPolicyAdopted adopted ->
          new PromotionPolicyView(
              adopted.version(),
              adopted.policy(),
              null,
              event.at(),
              event.actor(),
              event.sequence());
      case PromotionPolicyAmended amended ->
          new PromotionPolicyView(
              amended.version(),
              amended.policy(),
              amended.reason(),
              event.at(),
              event.actor(),
              event.sequence());
    };
  }

  @Override
  protected long versionOf(PromotionPolicyView view) {
    return view.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<PromotionPolicyView>> changes)
      throws SQLException {
    Columns.of(changes)
        .text(Change::tenant)
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view()))
        .write(
            connection,
            """
            insert into promotion_policy (tenant, stream_version, view)
            select * from unnest(?, ?, ?)
            on conflict (tenant) do update
              set stream_version = excluded.stream_version, view = excluded.view
              where promotion_policy.stream_version < excluded.stream_version
            """);
  }

  @Override
  protected void announce(String tenant, PromotionPolicyView after, QueryUpdateEmitter updates) {
    updates.emit(FindPromotionPolicy.class, query -> query.tenant().equals(tenant), after);
  }
}
