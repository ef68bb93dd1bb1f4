package dev.agentledger.saga.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agentledger.api.conversation.ChatInput;
import dev.agentledger.api.conversation.ChatMessage;
import dev.agentledger.api.conversation.ReadChat;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.saga.run.history.ChatMessages;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts messages into the form that an agent takes.
 *
 * <p>An agent without an input schema takes text; one that talks to a model takes all messages. To
 * one with a schema the last message says everything: as JSON that fits; or else as a text, alone
 * or as the one of {@value #NAMES} that fits.
 */
@Component
public class ChatReader {

  static final String NAMES = "message, text, input, question";

  private static final List<String> FIELDS = List.of(NAMES.split(", "));

  private final JsonSchemas schemas;

  public ChatReader(JsonSchemas schemas) {
    this.schemas = schemas;
  }

  @QueryHandler
  ChatInput handle(ReadChat query) {
    var definition = query.definition();
    var text = query.messages().getLast().content();
    var schema = definition.inputSchema();
    if (schema == null) {
      return new ChatInput(
          query.messages().size() > 1 && talks(definition)
              ? ChatMessages.of(query.messages())
              : text,
          List.of());
    }
    return candidates(schema, query.messages(), text)
        .filter(candidate -> schemas.check(schema, candidate).isEmpty())
        .map(candidate -> new ChatInput(candidate, List.of()))
        .findFirst()
        .orElseGet(() -> new ChatInput(null, findings(schema, text)));
  }

  private static boolean talks(AgentDefinition definition) {
    return switch (definition.kind()) {
      case CONTEXT, ORCHESTRATOR -> true;
      case FUNCTION, API -> false;
    };
  }

  private static Stream<Object> candidates(
      Map<String, @Nullable Object> schema, List<ChatMessage> messages, String text) {
    return Stream.of(
            json(text).stream(),
            Stream.<Object>of(text),
            FIELDS.stream()
                .filter(field -> has(schema, field))
                .<Object>map(field -> Map.of(field, text)),
            has(schema, ChatMessages.FIELD)
                ? Stream.<Object>of(ChatMessages.of(messages))
                : Stream.empty())
        .flatMap(all -> all);
  }

  private List<Finding> findings(Map<String, @Nullable Object> schema, String text) {
    return schemas.check(schema, json(text).orElse(text));
  }

  private static boolean has(Map<String, @Nullable Object> schema, String field) {
    return schema.get("properties") instanceof Map<?, ?> properties
        && properties.containsKey(field);
  }

  private static Optional<Object> json(String text) {
    try {
      return Optional.ofNullable(ContractSerializer.json().readValue(text, Object.class));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
