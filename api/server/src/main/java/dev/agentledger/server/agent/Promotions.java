package dev.agentledger.server.agent;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.PromotionRequirements;
import dev.agentledger.api.agent.RequestPromotion;
import dev.agentledger.api.policy.AdoptPromotionPolicy;
import dev.agentledger.api.policy.FindPromotionPolicy;
import dev.agentledger.api.policy.PromotionPolicyView;
import dev.agentledger.events.agent.PromotionEvidence;
import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionRequirement;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What a promotion takes: evidence, and a policy that judges it. */
@Component
class Promotions {

  private static final String PROCESS = "promotion-policy";

  private final Definitions definitions;
  private final Queries queries;
  private final Resources resources;

  Promotions(Definitions definitions, Queries queries, Resources resources) {
    this.definitions = definitions;
    this.queries = queries;
    this.resources = resources;
  }

  /** The command that asks for the latest version to go live; a problem when something blocks. */
  Mono<RequestPromotion> request(Caller caller, AgentView agent, String promotionId) {
    return judged(caller, agent)
        .map(
            judged -> {
              var report = judged.report();
              if (!report.valid()) {
                throw Definitions.invalid(
                    "Version %d has errors that stand in the way of a promotion"
                        .formatted(agent.latest().number()),
                    report.allFindings());
              }
              return new RequestPromotion(
                  agent.agentId(),
                  promotionId,
                  agent.latest(),
                  new PromotionEvidence(report.findings(), report.dryRun(), judged.policyVersion()),
                  judged.requirement(),
                  caller.name());
            });
  }

  Mono<PromotionRequirements> requirements(Caller caller, AgentView agent) {
    return judged(caller, agent)
        .map(
            judged ->
                new PromotionRequirements(
                    agent.latest(),
                    judged.report().valid() && isDraft(agent),
                    judged.report().validation(),
                    judged.report().dryRun(),
                    judged.requirement(),
                    judged.policyVersion()));
  }

  private static boolean isDraft(AgentView agent) {
    var candidate = agent.candidate();
    return candidate != null && candidate.status() == AgentStatus.DRAFT;
  }

  private Mono<Judged> judged(Caller caller, AgentView agent) {
    var definition = Definitions.latestOf(agent);
    return definitions
        .report(caller, definition)
        .zipWith(policyInForce(caller.tenant()))
        .map(
            both ->
                new Judged(
                    both.getT1(),
                    both.getT2().policy().requirementFor(definition),
                    both.getT2().version()));
  }

  /** A tenant that needs a policy for the first time adopts the default one. */
  private Mono<PromotionPolicyView> policyInForce(String tenant) {
    var policy =
        new Resource<>(
            "promotion policy",
            new FindPromotionPolicy(tenant),
            PromotionPolicyView.class,
            PromotionPolicyView::streamVersion);
    return queries
        .find(policy.query(), policy.view())
        .switchIfEmpty(
            resources.change(
                policy,
                Caller.system(tenant, PROCESS),
                new AdoptPromotionPolicy(PolicyId.ofPromotion(tenant), PromotionPolicy.DEFAULT)));
  }

  private record Judged(Report report, PromotionRequirement requirement, int policyVersion) {}
}
