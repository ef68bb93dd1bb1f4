package dev.agentledger.saga.run;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.ModelSettings;
import dev.agentledger.events.agent.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.queryhandling.QueryHandler;

/** The agents of a test, each in its one version, which serves. */
final class StagedAgents {

  static final VersionRef VERSION = new VersionRef(1, "sha256:1");

  private final Map<AgentId, AgentDefinition> definitions = new ConcurrentHashMap<>();

  void add(AgentDefinition definition) {
    definitions.put(AgentId.of("acme", definition.slug()), definition);
  }

  AgentDefinition find(String slug) {
    return definitions.get(AgentId.of("acme", slug));
  }

  @QueryHandler
  CompletableFuture<Optional<AgentVersionView>> find(FindAgentVersion query) {
    return CompletableFuture.completedFuture(
        Optional.ofNullable(definitions.get(query.agentId()))
            .map(
                definition ->
                    new AgentVersionView(
                        query.agentId(), 1, query.version(), "ada", Instant.EPOCH, definition)));
  }

  @QueryHandler
  CompletableFuture<Optional<AgentView>> find(FindAgent query) {
    return CompletableFuture.completedFuture(
        Optional.ofNullable(definitions.get(query.agentId()))
            .map(
                definition ->
                    new AgentView(
                        query.agentId(),
                        definition.slug(),
                        definition.name(),
                        null,
                        definition.kind(),
                        List.of(),
                        AgentStatus.ACTIVE,
                        VERSION,
                        VERSION,
                        null,
                        1,
                        Instant.EPOCH,
                        "ada",
                        Instant.EPOCH,
                        "ada",
                        definition)));
  }

  static AgentDefinition function(String slug, String code) {
    return definition(
        slug, AgentKind.FUNCTION, Map.of("type", "string"), null, List.of(), code, null, List.of());
  }

  static AgentDefinition context(String slug, String model, String... tools) {
    return definition(slug, AgentKind.CONTEXT, null, model, List.of(tools), null, null, List.of());
  }

  static AgentDefinition careful(String slug, String fallback) {
    var plain = context(slug, StagedModels.REHEARSAL);
    return new AgentDefinition(
        slug,
        plain.name(),
        null,
        plain.kind(),
        List.of(),
        plain.inputModes(),
        plain.outputModes(),
        null,
        null,
        plain.systemPrompt(),
        new ModelSettings(StagedModels.REHEARSAL, null, null, null, List.of(fallback), 1),
        List.of(),
        null,
        null,
        List.of(),
        Limits.NONE,
        null,
        List.of());
  }

  static AgentDefinition answeringJson(String slug, Map<String, Object> outputSchema) {
    return definition(
        slug,
        AgentKind.CONTEXT,
        outputSchema,
        StagedModels.REHEARSAL,
        List.of(),
        null,
        null,
        List.of());
  }

  static AgentDefinition orchestrator(String slug, String... members) {
    return definition(
        slug,
        AgentKind.ORCHESTRATOR,
        null,
        StagedModels.REHEARSAL,
        List.of(),
        null,
        null,
        List.of(members));
  }

  static AgentDefinition api(String slug, String url) {
    return definition(
        slug,
        AgentKind.API,
        null,
        null,
        List.of(),
        null,
        new HttpConfiguration("GET", url, Map.of(), Map.of(), null, Map.of(), null),
        List.of());
  }

  private static AgentDefinition definition(
      String slug,
      AgentKind kind,
      Map<String, Object> outputSchema,
      String model,
      List<String> tools,
      String code,
      HttpConfiguration http,
      List<String> members) {
    return new AgentDefinition(
        slug,
        "Agent " + slug,
        null,
        kind,
        List.of(),
        List.of("application/json"),
        List.of("application/json"),
        null,
        outputSchema,
        model == null ? null : "Be brief.",
        model == null ? null : new ModelSettings(model, null, null, null, List.of(), 1),
        tools,
        code,
        http,
        members,
        Limits.NONE,
        null,
        List.of());
  }
}
