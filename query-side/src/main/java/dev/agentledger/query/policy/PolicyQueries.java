package dev.agentledger.query.policy;

import dev.agentledger.api.policy.FindPromotionPolicy;
import dev.agentledger.api.policy.PromotionPolicyView;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Selection;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Answers questions about policies. */
@Component
class PolicyQueries {

  private final DatabaseClient database;

  PolicyQueries(DatabaseClient database) {
    this.database = database;
  }

  @QueryHandler
  CompletableFuture<@Nullable PromotionPolicyView> handle(FindPromotionPolicy query) {
    return Selection.of("select view from promotion_policy")
        .where("tenant = :tenant", "tenant", query.tenant())
        .read(
            database, row -> Documents.read(Selection.text(row, "view"), PromotionPolicyView.class))
        .next()
        .toFuture();
  }
}
