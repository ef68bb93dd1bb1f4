package dev.agentledger.query.policy;

import dev.agentledger.api.policy.FindPromotionPolicy;
import dev.agentledger.api.policy.PromotionPolicyView;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.policy.PolicyEvent;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.springframework.stereotype.Component;

/** Keeps the promotion policy of each tenant, on the processor's own transaction. */
@Component
@ProcessingGroup("promotion-policy")
class PromotionPolicyProjection {

  private final PromotionPolicies policies;

  PromotionPolicyProjection(PromotionPolicies policies) {
    this.policies = policies;
  }

  @EventHandler
  void on(
      PolicyEvent event,
      @SequenceNumber long sequence,
      @Timestamp Instant when,
      MetaData metadata,
      ReplayStatus replay,
      QueryUpdateEmitter updates) {
    var envelope = Envelope.from(metadata);
    var view =
        switch (event) {
          case PromotionPolicyAdopted adopted ->
              new PromotionPolicyView(
                  adopted.version(), adopted.policy(), null, when, envelope.actor(), sequence);
          case PromotionPolicyAmended amended ->
              new PromotionPolicyView(
                  amended.version(),
                  amended.policy(),
                  amended.reason(),
                  when,
                  envelope.actor(),
                  sequence);
        };
    if (policies.save(envelope.tenant(), view) && !replay.isReplay()) {
      updates.emit(
          FindPromotionPolicy.class, query -> query.tenant().equals(envelope.tenant()), view);
    }
  }

  @ResetHandler
  void onReset() {
    policies.clear();
  }
}
