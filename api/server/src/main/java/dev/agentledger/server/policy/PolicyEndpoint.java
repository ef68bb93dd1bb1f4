package dev.agentledger.server.policy;

import dev.agentledger.api.policy.AdoptPromotionPolicy;
import dev.agentledger.api.policy.AmendPromotionPolicy;
import dev.agentledger.api.policy.FindPromotionPolicy;
import dev.agentledger.api.policy.PromotionPolicyView;
import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The rules by which promotions are judged. */
@RestController
@AnsweredBy("promotion-policy")
@RequestMapping("/api/v1/policies/promotion")
@Tag(name = "policies", description = "Rules that are themselves recorded")
class PolicyEndpoint {

  private static final String PROCESS = "promotion-policy";

  private final Resources resources;
  private final Queries queries;

  PolicyEndpoint(Resources resources, Queries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read the promotion policy in force")
  @Answers(PromotionPolicyView.class)
  Mono<ResponseEntity<PromotionPolicyView>> show(@AuthenticationPrincipal Caller caller) {
    var policy = policyOf(caller);
    return inForce(caller).map(view -> resources.tagged(ResponseEntity.ok(), policy, view));
  }

  @PutMapping
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Amend the promotion policy",
      description = "Promotions that are requested from then on are judged by it.")
  @Answers(PromotionPolicyView.class)
  Mono<ResponseEntity<Object>> amend(
      @AuthenticationPrincipal Caller caller,
      @RequestBody PromotionPolicyAmendment amendment,
      Intent intent) {
    var policyId = PolicyId.ofPromotion(caller.tenant());
    var command = new AmendPromotionPolicy(policyId, amendment.policy(), amendment.reason());
    return inForce(caller).flatMap(_ -> resources.write(policyOf(caller), caller, command, intent));
  }

  /** A tenant that needs a policy for the first time adopts the default one. */
  private Mono<PromotionPolicyView> inForce(Caller caller) {
    var policy = policyOf(caller);
    return queries
        .find(policy.query(), policy.view())
        .switchIfEmpty(
            resources.change(
                policy,
                Caller.system(caller.tenant(), PROCESS),
                new AdoptPromotionPolicy(
                    PolicyId.ofPromotion(caller.tenant()), PromotionPolicy.DEFAULT)));
  }

  private static Resource<PromotionPolicyView> policyOf(Caller caller) {
    return new Resource<>(
        "promotion policy",
        new FindPromotionPolicy(caller.tenant()),
        PromotionPolicyView.class,
        PromotionPolicyView::streamVersion);
  }
}
