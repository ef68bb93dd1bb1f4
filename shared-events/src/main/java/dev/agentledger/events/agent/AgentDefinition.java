package dev.agentledger.events.agent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is, as its builder wrote it. Two definitions with the same canonical form are the
 * same version.
 *
 * <p>JSON values whose shape the builder chooses (schemas, examples) are plain Java: maps, lists,
 * strings, numbers, booleans and null.
 *
 * @param slug unique in the tenant; never changes
 * @param inputModes media types that the agent accepts
 * @param outputModes media types that the agent answers with
 * @param inputSchema JSON Schema 2020-12 of the input
 * @param outputSchema JSON Schema 2020-12 of the output
 * @param code JavaScript of a function agent
 * @param members slugs of the agents that an orchestrator directs
 * @param exampleInput an input for the dry run; made from the input schema when absent
 */
public record AgentDefinition(
    String slug,
    String name,
    @Nullable String description,
    AgentKind kind,
    List<String> tags,
    List<String> inputModes,
    List<String> outputModes,
    @Nullable Map<String, @Nullable Object> inputSchema,
    @Nullable Map<String, @Nullable Object> outputSchema,
    @Nullable String systemPrompt,
    @Nullable ModelSettings model,
    List<String> tools,
    @Nullable String code,
    @Nullable HttpConfiguration http,
    List<String> members,
    Limits limits,
    @Nullable Object exampleInput,
    List<SmokeTest> smokeTests) {

  public AgentDefinition {
    tags = copy(tags);
    inputModes = copy(inputModes);
    outputModes = copy(outputModes);
    tools = copy(tools);
    members = copy(members);
    smokeTests = copy(smokeTests);
    limits = limits == null ? Limits.NONE : limits;
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
