package dev.agentledger.query;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentActivated;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.AgentPromotionApproved;
import dev.agentledger.events.agent.AgentPromotionRequested;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.PromotionEvidence;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionRequirement;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.RunRequested;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts that the tests of the query side tell. */
public final class Samples {

  public static final String ACME = "acme";
  public static final Envelope ADA = Envelope.of(ACME, "ada", "api-key:key_ada");
  public static final Envelope GRACE = Envelope.of(ACME, "grace", "api-key:key_grace");
  public static final Envelope ELSEWHERE = Envelope.of("globex", "eve", "api-key:key_eve");

  private Samples() {}

  public static AgentDefinition definition(String slug, String code) {
    return definition(slug, slug, null, AgentKind.FUNCTION, List.of(), code);
  }

  public static AgentDefinition definition(
      String slug,
      String name,
      @Nullable String description,
      AgentKind kind,
      List<String> tags,
      String code) {
    return new AgentDefinition(
        slug,
        name,
        description,
        kind,
        tags,
        List.of("application/json"),
        List.of("application/json"),
        Map.of("type", "object"),
        Map.of("type", "object"),
        null,
        null,
        List.of(),
        code,
        null,
        List.of(),
        Limits.NONE,
        null,
        List.of());
  }

  public static AgentDrafted drafted(AgentDefinition definition) {
    return drafted(ACME, definition);
  }

  public static AgentDrafted drafted(String tenant, AgentDefinition definition) {
    return new AgentDrafted(
        AgentId.of(tenant, definition.slug()), AgentVersion.of(1, definition), "ada");
  }

  public static AgentRevised revised(int number, AgentDefinition definition) {
    return new AgentRevised(
        AgentId.of(ACME, definition.slug()), AgentVersion.of(number, definition), "bob");
  }

  public static AgentPromotionRequested promotionRequested(
      AgentId agent, String promotion, VersionRef version) {
    return new AgentPromotionRequested(
        agent,
        "text-statistics",
        promotion,
        version,
        new PromotionEvidence(List.of(), new DryRun(false, true, null, null, List.of(), 0), 1),
        new PromotionRequirement(true, List.of(), PromotionPolicy.DEFAULT.approval()),
        "ada",
        "ada");
  }

  public static AgentPromotionApproved promotionApproved(AgentId agent, String promotion) {
    return new AgentPromotionApproved(agent, promotion, List.of("grace"));
  }

  public static AgentActivated activated(
      AgentId agent, String promotion, VersionRef version, @Nullable VersionRef replaced) {
    return new AgentActivated(agent, promotion, version, replaced);
  }

  public static RunRequested runRequested(String id, AgentId agent, Map<String, String> labels) {
    return new RunRequested(
        new RunId(id),
        agent,
        "text-statistics",
        new VersionRef(1, "sha256:" + "ab".repeat(32)),
        RunPlan.OF_CODE,
        RunMode.PRODUCTION,
        Map.of("text", "one two"),
        labels,
        Limits.NONE,
        null,
        null,
        null,
        null,
        null);
  }
}
