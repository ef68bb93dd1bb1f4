package dev.agentledger.command.policy;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.POLICY;
import static dev.agentledger.events.EventSamples.PROMOTION_POLICY_ADOPTED;
import static dev.agentledger.events.EventSamples.PROMOTION_POLICY_AMENDED;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.policy.AdoptPromotionPolicy;
import dev.agentledger.api.policy.AmendPromotionPolicy;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static final PromotionPolicy STRICTER = PROMOTION_POLICY_AMENDED.policy();

  private final FixtureConfiguration<Policy> policy = new AggregateTestFixture<>(Policy.class);

  @Nested
  class Adopting {

    @Test
    void theFirstPolicyMakesItVersionOne() {
      policy
          .givenNoPriorActivity()
          .when(new AdoptPromotionPolicy(POLICY, PromotionPolicy.DEFAULT))
          .expectEvents(PROMOTION_POLICY_ADOPTED);
    }

    @Test
    void aSecondPolicyChangesNothing() {
      policy
          .given(PROMOTION_POLICY_ADOPTED)
          .when(new AdoptPromotionPolicy(POLICY, STRICTER))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class Amending {

    @Test
    void aPolicyMakesTheNextVersion() {
      policy
          .given(PROMOTION_POLICY_ADOPTED)
          .when(new AmendPromotionPolicy(POLICY, STRICTER, "Two pairs of eyes"))
          .expectEvents(PROMOTION_POLICY_AMENDED);
    }

    @Test
    void backToAnEarlierPolicyMakesTheNextVersionToo() {
      policy
          .given(PROMOTION_POLICY_ADOPTED, PROMOTION_POLICY_AMENDED)
          .when(new AmendPromotionPolicy(POLICY, PromotionPolicy.DEFAULT, null))
          .expectEvents(new PromotionPolicyAmended(POLICY, 3, PromotionPolicy.DEFAULT, null));
    }

    @Test
    void toTheSamePolicyRecordsNothing() {
      policy
          .given(PROMOTION_POLICY_ADOPTED)
          .when(new AmendPromotionPolicy(POLICY, PromotionPolicy.DEFAULT, "Again"))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void whatWasNeverAdoptedIsRefused() {
      policy
          .givenNoPriorActivity()
          .when(new AmendPromotionPolicy(POLICY, STRICTER, null))
          .expectException(refusal(Reason.NOT_FOUND, "Policy pol_promotion_default does not exist"))
          .expectNoEvents();
    }
  }
}
