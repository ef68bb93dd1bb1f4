package dev.agentledger.query.policy;

import dev.agentledger.api.policy.PromotionPolicyView;
import dev.agentledger.query.Documents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of the promotion policies in force, written on the event processor's transaction. */
@Component
class PromotionPolicies {

  private final JdbcClient database;

  PromotionPolicies(JdbcClient database) {
    this.database = database;
  }

  /** Whether the table did not show this or a later policy already. */
  boolean save(String tenant, PromotionPolicyView policy) {
    return database
            .sql(
                """
                insert into promotion_policy (tenant, stream_version, view)
                values (:tenant, :version, :view)
                on conflict (tenant) do update
                  set stream_version = excluded.stream_version, view = excluded.view
                  where promotion_policy.stream_version < excluded.stream_version
                """)
            .param("tenant", tenant)
            .param("version", policy.streamVersion())
            .param("view", Documents.write(policy))
            .update()
        > 0;
  }

  void clear() {
    database.sql("delete from promotion_policy").update();
  }
}
