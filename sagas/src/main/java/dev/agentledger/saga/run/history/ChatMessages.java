package dev.agentledger.saga.run.history;

import dev.agentledger.api.conversation.ChatMessage;
import dev.agentledger.events.run.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The input of a run that is a whole conversation, kept by whoever asked for the run: {@code
 * {"messages": [{"role": ..., "content": ...}]}}.
 *
 * <p>An agent's instructions are its own and were approved, so what the caller says as system is
 * told as what the user says.
 */
public final class ChatMessages {

  public static final String FIELD = "messages";

  private static final String ROLE = "role";
  private static final String CONTENT = "content";

  private ChatMessages() {}

  /** The messages as an input. */
  public static Map<String, Object> of(List<ChatMessage> messages) {
    return Map.of(
        FIELD,
        messages.stream()
            .map(message -> Map.of(ROLE, nameOf(message.role()), CONTENT, message.content()))
            .toList());
  }

  /** The messages that an input holds; empty when it is anything else. */
  public static Optional<List<Message>> in(@Nullable Object input) {
    if (!(input instanceof Map<?, ?> object)
        || object.size() != 1
        || !(object.get(FIELD) instanceof List<?> items)
        || items.isEmpty()) {
      return Optional.empty();
    }
    var messages = new ArrayList<Message>(items.size());
    for (var item : items) {
      if (!(item instanceof Map<?, ?> message)
          || message.size() != 2
          || !(message.get(ROLE) instanceof String role)
          || !(message.get(CONTENT) instanceof String content)) {
        return Optional.empty();
      }
      switch (role) {
        case "system", "user" -> messages.add(Message.user(content));
        case "assistant" -> messages.add(Message.assistant(content, List.of()));
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(List.copyOf(messages));
  }

  private static String nameOf(ChatMessage.Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }
}
