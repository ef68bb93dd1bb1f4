package dev.agentledger.query.policy;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.policy.FindPromotionPolicy;
import dev.agentledger.api.policy.PromotionPolicyView;
import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  @Test
  void theLatestPolicyOfTheTenantIsInForce() {
    var id = PolicyId.ofPromotion(ACME);
    var stricter = new PromotionPolicy(List.of(), 0, List.of(), PromotionPolicy.DEFAULT.approval());
    try (var side = QuerySide.start()) {
      var waiting =
          side.queries()
              .subscriptionQuery(
                  new FindPromotionPolicy(ACME),
                  instanceOf(PromotionPolicyView.class),
                  instanceOf(PromotionPolicyView.class));
      assertThat(waiting.initialResult().blockOptional(QuerySide.PATIENCE)).isEmpty();
      side.publishAt(
          NOON,
          ADA,
          "policy",
          id.value(),
          new PromotionPolicyAdopted(id, 1, PromotionPolicy.DEFAULT));
      assertThat(waiting.updates().blockFirst(QuerySide.PATIENCE))
          .isEqualTo(new PromotionPolicyView(1, PromotionPolicy.DEFAULT, null, NOON, "ada", 0));

      side.publishAt(
          NOON.plusSeconds(1),
          GRACE,
          "policy",
          id.value(),
          new PromotionPolicyAmended(id, 2, stricter, "too lax"));

      assertThat(
              side.await(
                  new FindPromotionPolicy(ACME),
                  PromotionPolicyView.class,
                  policy -> policy.streamVersion() == 1))
          .isEqualTo(
              new PromotionPolicyView(2, stricter, "too lax", NOON.plusSeconds(1), "grace", 1));
      assertThat(side.find(new FindPromotionPolicy("globex"), PromotionPolicyView.class)).isNull();
      waiting.close();
    }
  }
}
