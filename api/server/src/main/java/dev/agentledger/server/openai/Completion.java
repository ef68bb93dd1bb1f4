package dev.agentledger.server.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.events.run.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer, or a piece of one, as clients of OpenAI read it.
 *
 * @param id the run's
 * @param created in seconds since 1970
 * @param usage absent in the pieces of a stream but the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Completion(
    String id,
    String object,
    long created,
    String model,
    List<Choice> choices,
    @Nullable Usage usage) {

  private static final String WHOLE = "chat.completion";
  private static final String PIECE = "chat.completion.chunk";
  private static final String ASSISTANT = "assistant";
  private static final String STOP = "stop";

  /**
   * The one answer.
   *
   * @param message of a whole answer
   * @param delta of a piece
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Choice(
      int index,
      @Nullable Text message,
      @Nullable Text delta,
      @JsonProperty("finish_reason") @JsonInclude(JsonInclude.Include.ALWAYS)
          @Nullable String finishReason) {}

  /** What is said. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Text(@Nullable String role, @Nullable String content, @Nullable String refusal) {}

  /** Tokens that the run's model calls used. */
  record Usage(
      @JsonProperty("prompt_tokens") long promptTokens,
      @JsonProperty("completion_tokens") long completionTokens,
      @JsonProperty("total_tokens") long totalTokens) {

    static Usage of(TokenUsage used) {
      var read = used.input() + used.cacheRead() + used.cacheWrite();
      var written = used.output() + used.reasoning();
      return new Usage(read, written, read + written);
    }
  }

  /** Of which run, of which agent, begun when. */
  record Head(String runId, String agent, long created) {

    Completion whole(String text, TokenUsage used) {
      return of(
          WHOLE,
          List.of(new Choice(0, new Text(ASSISTANT, text, null), null, STOP)),
          Usage.of(used));
    }

    Completion first() {
      return piece(new Text(ASSISTANT, "", null), null);
    }

    Completion next(String text) {
      return piece(new Text(null, text, null), null);
    }

    Completion last() {
      return piece(new Text(null, null, null), STOP);
    }

    Completion usage(TokenUsage used) {
      return of(PIECE, List.of(), Usage.of(used));
    }

    private Completion piece(Text delta, @Nullable String finishReason) {
      return of(PIECE, List.of(new Choice(0, null, delta, finishReason)), null);
    }

    private Completion of(String object, List<Choice> choices, @Nullable Usage usage) {
      return new Completion(runId, object, created, agent, choices, usage);
    }
  }
}
