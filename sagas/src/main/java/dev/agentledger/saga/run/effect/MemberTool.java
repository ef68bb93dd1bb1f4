package dev.agentledger.saga.run.effect;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.saga.model.ToolOffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Another agent as a tool. Models pass objects only, so an agent that takes something else is
 * offered with its input as the one property of an object.
 */
final class MemberTool {

  private static final String INPUT = "input";

  private MemberTool() {}

  static ToolOffer offer(String name, AgentDefinition definition) {
    return new ToolOffer(
        name,
        Objects.requireNonNullElse(definition.description(), definition.name()),
        argumentsOf(definition));
  }

  /** The schema of the arguments. */
  static Map<String, @Nullable Object> argumentsOf(AgentDefinition definition) {
    var schema = definition.inputSchema();
    if (schema != null && takesObjects(schema)) {
      return schema;
    }
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of(INPUT, schema == null ? Map.of("description", "What it is to do") : schema),
        "required",
        List.of(INPUT),
        "additionalProperties",
        false);
  }

  /** The agent's input, as the arguments say it. */
  static @Nullable Object inputIn(@Nullable Object arguments, AgentDefinition definition) {
    var schema = definition.inputSchema();
    var wrapped = schema == null || !takesObjects(schema);
    return wrapped && arguments instanceof Map<?, ?> object ? object.get(INPUT) : arguments;
  }

  private static boolean takesObjects(Map<String, @Nullable Object> schema) {
    return "object".equals(schema.get("type"));
  }
}
