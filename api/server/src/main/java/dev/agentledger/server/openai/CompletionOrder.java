package dev.agentledger.server.openai;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.api.conversation.ChatMessage;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for an answer, as clients of OpenAI write it. What is not named here, such as the
 * temperature, is the agent's own affair and ignored.
 *
 * @param model slug of an active agent
 * @param messages the last of which is the user's
 * @param stream whether the answer comes piece by piece
 * @param choices how many answers; there is one
 * @param tools none, since an agent has its own
 * @param metadata labels of the run
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CompletionOrder(
    String model,
    List<Said> messages,
    @Nullable Boolean stream,
    @JsonProperty("stream_options") @Nullable StreamOptions streamOptions,
    @JsonProperty("n") @Nullable Integer choices,
    @Nullable List<Object> tools,
    @Nullable Map<String, String> metadata) {

  private static final int MOST_MESSAGES = 1_000;

  /** How a stream ends. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record StreamOptions(@JsonProperty("include_usage") @Nullable Boolean includeUsage) {}

  /**
   * One message.
   *
   * @param content a text, or a list of parts of type {@code text}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Said(String role, @Nullable Object content) {

    ChatMessage message() {
      return new ChatMessage(
          switch (role) {
            case "system", "developer" -> ChatMessage.Role.SYSTEM;
            case "user" -> ChatMessage.Role.USER;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            default ->
                throw invalid(
                    "messages: the role '%s' is not known here; agents call tools themselves"
                        .formatted(role));
          },
          textOf(content));
    }

    private static String textOf(@Nullable Object content) {
      return switch (content) {
        case null -> "";
        case String text -> text;
        case List<?> parts -> parts.stream().map(Said::textOfPart).collect(joining());
        default -> throw invalid("messages: content is a text or a list of parts");
      };
    }

    private static String textOfPart(Object part) {
      if (part instanceof Map<?, ?> object
          && "text".equals(object.get("type"))
          && object.get("text") instanceof String text) {
        return text;
      }
      throw invalid("messages: of content, only parts of type text are read");
    }
  }

  boolean streamed() {
    return Boolean.TRUE.equals(stream);
  }

  boolean withUsage() {
    return streamOptions != null && Boolean.TRUE.equals(streamOptions.includeUsage());
  }

  Map<String, String> labels() {
    return metadata == null ? Map.of() : metadata;
  }

  /** The messages; a problem when there is nothing to be answered. */
  List<ChatMessage> checkedMessages() {
    if (choices != null && choices != 1) {
      throw invalid("n: there is one answer");
    }
    if (tools != null && !tools.isEmpty()) {
      throw invalid("tools: an agent has tools of its own; register them there");
    }
    if (messages.isEmpty() || messages.size() > MOST_MESSAGES) {
      throw invalid("messages: send 1 to %d".formatted(MOST_MESSAGES));
    }
    var said = messages.stream().map(Said::message).toList();
    var last = said.getLast();
    if (last.role() != ChatMessage.Role.USER || last.content().isBlank()) {
      throw invalid("messages: the last one is what the user says");
    }
    return said;
  }

  private static Problem invalid(String detail) {
    return Problem.of(ProblemType.MALFORMED_REQUEST, detail);
  }
}
