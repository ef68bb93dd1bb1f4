package dev.agentledger.server.agent;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DemoteAgent;
import dev.agentledger.api.agent.PromotionRequirements;
import dev.agentledger.api.agent.RestoreAgent;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The way of an agent from draft to service, out of it and back. */
@RestController
@AnsweredBy({"agent-directory", "promotion-policy"})
@RequestMapping("/api/v1/agents/{agent}")
@Tag(name = "agents")
class LifecycleEndpoint {

  private final Promotions promotions;
  private final Resources resources;

  LifecycleEndpoint(Promotions promotions, Resources resources) {
    this.promotions = promotions;
    this.resources = resources;
  }

  @GetMapping("/promotion-requirements")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Learn what stands between the latest version and service")
  @Answers(
      value = PromotionRequirements.class,
      problems = {NOT_FOUND})
  Mono<PromotionRequirements> requirements(
      @AuthenticationPrincipal Caller caller, @PathVariable String agent) {
    return resources
        .find(AgentResource.named(caller, agent))
        .flatMap(found -> promotions.requirements(caller, found));
  }

  @PostMapping("/promote")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Ask for the latest version to go live",
      description =
          "Validates and dry-runs it, judges it by the promotion policy, and records all of that"
              + " with the request.")
  @Answers(
      value = AgentView.class,
      status = 202,
      problems = {NOT_FOUND, WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> promote(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      Intent intent,
      ServerWebExchange exchange) {
    var resource = AgentResource.named(caller, agent);
    return resources
        .find(resource)
        .flatMap(found -> promotions.request(caller, found, RequestIds.next("prm_", exchange)))
        .flatMap(
            request -> resources.write(resource, caller, request, intent, HttpStatus.ACCEPTED));
  }

  @PostMapping("/promotion/withdraw")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Take the request for promotion back")
  @Answers(
      value = AgentView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> withdraw(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    var resource = AgentResource.named(caller, agent);
    return resources
        .find(resource)
        .map(
            found ->
                new WithdrawPromotion(
                    found.agentId(),
                    pendingPromotion(found),
                    Objects.requireNonNullElse(Reason.in(body), "Withdrawn by " + caller.name())))
        .flatMap(withdrawal -> resources.write(resource, caller, withdrawal, intent));
  }

  @PostMapping("/demote")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Take the active version out of service")
  @Answers(
      value = AgentView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> demote(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    return resources.write(
        AgentResource.named(caller, agent),
        caller,
        new DemoteAgent(AgentResource.idOf(caller, agent), Reason.in(body)),
        intent);
  }

  @PostMapping("/archive")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Put the agent out of use")
  @Answers(
      value = AgentView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> archive(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String agent,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    return resources.write(
        AgentResource.named(caller, agent),
        caller,
        new ArchiveAgent(AgentResource.idOf(caller, agent), Reason.in(body)),
        intent);
  }

  @PostMapping("/restore")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Bring the agent back from the archive, as a draft")
  @Answers(
      value = AgentView.class,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> restore(
      @AuthenticationPrincipal Caller caller, @PathVariable String agent, Intent intent) {
    return resources.write(
        AgentResource.named(caller, agent),
        caller,
        new RestoreAgent(AgentResource.idOf(caller, agent)),
        intent);
  }

  private static String pendingPromotion(AgentView agent) {
    var candidate = agent.candidate();
    if (candidate == null || candidate.promotionId() == null) {
      throw Problem.of(WRONG_STATE, "No promotion of %s is pending".formatted(agent.slug()));
    }
    return candidate.promotionId();
  }
}
