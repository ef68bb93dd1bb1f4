package dev.agentledger.saga.model.provider;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** An answer as it comes in, piece by piece or at once. */
final class Answer {

  private final Dialect dialect;
  private final String provider;
  private final String asked;
  private final String callPrefix;
  private final StringBuilder text = new StringBuilder();
  private final List<ToolCallRequest> calls = new ArrayList<>();
  private TokenUsage usage = TokenUsage.NONE;
  private @Nullable FinishReason finish;
  private String model = "";
  private boolean begun;

  /**
   * @param callPrefix names calls that their provider leaves without a name
   */
  Answer(Dialect dialect, String provider, String asked, String callPrefix) {
    this.dialect = dialect;
    this.provider = provider;
    this.asked = asked;
    this.callPrefix = callPrefix;
  }

  /** The text that a piece adds. */
  synchronized String add(ChatResponse response) {
    var metadata = response.getMetadata();
    if (metadata != null) {
      var counted =
          metadata.getUsage() == null ? TokenUsage.NONE : dialect.usage(metadata.getUsage());
      usage = counted.total() > 0 ? counted : usage;
      model =
          metadata.getModel() == null || metadata.getModel().isBlank()
              ? model
              : metadata.getModel();
    }
    var added = new StringBuilder();
    for (var generation : response.getResults()) {
      begun = true;
      added.append(shown(generation.getOutput()));
      generation.getOutput().getToolCalls().forEach(this::add);
      finish(generation);
    }
    text.append(added);
    return added.toString();
  }

  private void add(AssistantMessage.ToolCall call) {
    var id = call.id();
    var named =
        id == null || id.isBlank() || calls.stream().anyMatch(other -> other.callId().equals(id))
            ? callPrefix + calls.size()
            : id;
    calls.add(new ToolCallRequest(named, call.name(), Prompts.argumentsOf(call.arguments())));
  }

  /** Thoughts come in the same way as what is said. */
  private static String shown(AssistantMessage message) {
    var about = message.getMetadata();
    var isThought =
        Boolean.TRUE.equals(about.get("isThought"))
            || Boolean.TRUE.equals(about.get("thinking"))
            || about.containsKey("signature");
    return isThought || message.getText() == null ? "" : message.getText();
  }

  private void finish(Generation generation) {
    var reason = generation.getMetadata().getFinishReason();
    var known = reason == null ? null : reasonOf(reason.toLowerCase(Locale.ROOT));
    finish = known == null ? finish : known;
  }

  private static @Nullable FinishReason reasonOf(String reason) {
    return switch (reason) {
      case "", "_unknown", "null", "finish_reason_unspecified" -> null;
      case "stop", "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "length", "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_calls", "tool_use", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter",
          "refusal",
          "safety",
          "recitation",
          "blocklist",
          "prohibited_content",
          "spii" ->
          FinishReason.CONTENT_FILTER;
      default -> FinishReason.OTHER;
    };
  }

  /** What was counted so far, if anything was. */
  synchronized @Nullable TokenUsage usage() {
    return usage.total() > 0 ? usage : null;
  }

  synchronized Message message() {
    return Message.assistant(text.toString(), calls);
  }

  synchronized String model() {
    return model.isBlank() ? asked : model;
  }

  /**
   * @throws CallFailed when it is not whole
   */
  synchronized FinishReason finished() {
    if (!begun) {
      throw CallFailed.malformed("%s answered without an answer in it".formatted(provider));
    }
    if (finish == null) {
      throw new CallFailed(
          new CallFailure(
              "connection-cut",
              "%s broke off in the middle of its answer".formatted(provider),
              true,
              null),
          true);
    }
    return calls.isEmpty() ? finish : FinishReason.TOOL_CALLS;
  }
}
