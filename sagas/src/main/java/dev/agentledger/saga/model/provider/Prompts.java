package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.ToolOffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.DefaultToolDefinition;
import org.springframework.ai.tool.definition.ToolDefinition;

/** Our requests in Spring AI's words. */
final class Prompts {

  static final JsonMapper JSON = new JsonMapper();

  /**
   * Spring AI narrows schemas, each protocol in its own way; {@link Dialect#amend} sends them as
   * they are.
   */
  private static final String ANY_OBJECT = "{\"type\":\"object\",\"properties\":{}}";

  private Prompts() {}

  /**
   * @param split whether text and tool calls of an assistant go as two messages, since Spring AI
   *     would drop the text
   */
  static List<org.springframework.ai.chat.messages.Message> messages(
      ModelRequest request, Optional<String> instruction, boolean split) {
    var messages = new ArrayList<org.springframework.ai.chat.messages.Message>();
    var system = new ArrayList<String>();
    if (request.system() != null && !request.system().isBlank()) {
      system.add(request.system());
    }
    instruction.ifPresent(system::add);
    if (!system.isEmpty()) {
      messages.add(new SystemMessage(String.join("\n\n", system)));
    }
    var tools = new HashMap<String, String>();
    var responses = new ArrayList<ToolResponseMessage.ToolResponse>();
    for (var message : request.messages()) {
      if (message.role() != Message.Role.TOOL) {
        addResponses(messages, responses);
      }
      switch (message.role()) {
        case USER -> messages.add(new UserMessage(text(message)));
        case ASSISTANT -> {
          message.toolCalls().forEach(call -> tools.put(call.callId(), call.tool()));
          addAssistant(messages, message, split);
        }
        case TOOL -> {
          var callId = message.callId() == null ? "" : message.callId();
          responses.add(
              new ToolResponseMessage.ToolResponse(
                  callId, tools.getOrDefault(callId, ""), text(message)));
        }
      }
    }
    addResponses(messages, responses);
    return messages;
  }

  private static void addResponses(
      List<org.springframework.ai.chat.messages.Message> messages,
      List<ToolResponseMessage.ToolResponse> responses) {
    if (!responses.isEmpty()) {
      messages.add(ToolResponseMessage.builder().responses(List.copyOf(responses)).build());
      responses.clear();
    }
  }

  private static void addAssistant(
      List<org.springframework.ai.chat.messages.Message> messages, Message message, boolean split) {
    var calls =
        message.toolCalls().stream()
            .map(
                call ->
                    new AssistantMessage.ToolCall(
                        call.callId(), "function", call.tool(), arguments(call)))
            .toList();
    if (split && !calls.isEmpty() && !text(message).isBlank()) {
      messages.add(new AssistantMessage(text(message)));
      messages.add(AssistantMessage.builder().content("").toolCalls(calls).build());
    } else {
      messages.add(AssistantMessage.builder().content(text(message)).toolCalls(calls).build());
    }
  }

  private static String text(Message message) {
    return message.text() == null ? "" : message.text();
  }

  /** What a model wrote instead of JSON goes back to it as JSON, which servers insist on. */
  private static String arguments(ToolCallRequest call) {
    return switch (call.arguments()) {
      case null -> "{}";
      case Map<?, ?> map -> json(map);
      case Object other -> json(Map.of("unreadable", other));
    };
  }

  /** Offered, never called: a run carries its tools out itself. */
  private record Offer(ToolDefinition definition) implements ToolCallback {

    @Override
    public ToolDefinition getToolDefinition() {
      return definition;
    }

    @Override
    public String call(String input) {
      throw new IllegalStateException("Tools are called by the run, one step at a time");
    }
  }

  static List<ToolCallback> tools(ModelRequest request) {
    return request.tools().stream()
        .<ToolCallback>map(
            tool ->
                new Offer(
                    DefaultToolDefinition.builder()
                        .name(tool.name())
                        .description(
                            tool.description().isBlank() ? tool.name() : tool.description())
                        .inputSchema(ANY_OBJECT)
                        .build()))
        .toList();
  }

  /** Tells a model that cannot be held to a schema what it is to write. */
  static Optional<String> instruction(ModelRequest request, boolean held) {
    var schema = request.outputSchema();
    return schema == null || held
        ? Optional.empty()
        : Optional.of(
            """
            When you give your final answer, answer with one JSON value and nothing else: no prose
            around it, no code fence. It must fit this JSON Schema:
            """
                + json(schema));
  }

  static JsonNode schema(ToolOffer tool) {
    return objectSchema(JSON.valueToTree(tool.inputSchema()));
  }

  /** Providers want to hear that arguments are an object. */
  private static JsonNode objectSchema(JsonNode schema) {
    if (schema instanceof ObjectNode object && !object.has("type")) {
      object.put("type", "object");
    }
    return schema;
  }

  static Optional<ToolOffer> offer(ModelRequest request, String name) {
    return request.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("Not a JSON value", notJson);
    }
  }

  /** The object that a text is the JSON of, or the bare text. */
  static Object argumentsOf(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Map.of();
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? JSON.convertValue(object, LinkedHashMap.class)
          : text;
    } catch (JsonProcessingException notJson) {
      return text;
    }
  }
}
