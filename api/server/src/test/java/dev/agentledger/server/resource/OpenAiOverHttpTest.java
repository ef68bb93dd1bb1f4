package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** The official client of OpenAI talks to agents as it is. */
class OpenAiOverHttpTest extends TalkingLedger {

  @Value("${local.server.port}")
  private int port;

  @BeforeEach
  void anAgentTalks() {
    inService(talker("support"));
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl("http://127.0.0.1:" + port + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }

  private OpenAIClient client() {
    return client(ADMIN_KEY);
  }

  private static ChatCompletionCreateParams.Builder asking(String model) {
    return ChatCompletionCreateParams.builder().model(model).temperature(0.3);
  }

  @Test
  void activeAgentsAreModels() {
    drafted(talker("only-a-draft"));

    assertThat(client().models().list().data())
        .extracting(Model::id)
        .contains("support")
        .doesNotContain("only-a-draft");
    assertThat(client().models().retrieve("support").id()).isEqualTo("support");
    assertThatThrownBy(() -> client().models().retrieve("only-a-draft"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("There is no active agent only-a-draft");
  }

  @Test
  void anAgentIsToldAllMessages() {
    var answer =
        client()
            .chat()
            .completions()
            .create(
                asking("support")
                    .addSystemMessage("Speak like a pirate")
                    .addUserMessage("Hello")
                    .addAssistantMessage("Ahoy")
                    .addUserMessage("And again")
                    .build());

    assertThat(answer.choices()).hasSize(1);
    assertThat(answer.choices().getFirst().message().content().orElseThrow())
        .contains("4 message(s)");
    assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
    await()
        .untilAsserted(
            () ->
                get(operator(), "/api/v1/runs/" + answer.id())
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.input.messages[3].content")
                    .isEqualTo("And again"));
  }

  @Test
  void anAnswerComesPieceByPiece() {
    var text = new StringBuilder();
    List<ChatCompletionChunk> chunks;
    try (var stream =
        client()
            .chat()
            .completions()
            .createStreaming(
                asking("support")
                    .addUserMessage("Hello")
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
      chunks = stream.stream().toList();
    }
    chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .forEach(choice -> choice.delta().content().ifPresent(text::append));

    var run = chunks.getFirst().id();
    assertThat(text.toString())
        .contains("1 message(s)")
        .isEqualTo(bodyOf(get(operator(), "/api/v1/runs/" + run)).path("output").asText());
    assertThat(chunks.getLast().usage().orElseThrow().completionTokens()).isPositive();
    assertThat(chunks.get(chunks.size() - 2).choices().getFirst().finishReason()).isPresent();
  }

  @Test
  void anAgentWithASchemaTakesWhatFits() {
    inService(doubler("doubling"));

    assertThat(
            client()
                .chat()
                .completions()
                .create(asking("doubling").addUserMessage("{\"n\": 21}").build())
                .choices()
                .getFirst()
                .message()
                .content())
        .contains("{\"twice\":42}");
    assertThatThrownBy(
            () ->
                client()
                    .chat()
                    .completions()
                    .create(asking("doubling").addUserMessage("21").build()))
        .hasMessageContaining("send a text that is JSON");
  }

  @Test
  void whatIsWrongIsToldInItsOwnForm() {
    assertThatThrownBy(() -> client("al_nobody-knows-this-key-of-ours").models().list())
        .isInstanceOf(UnauthorizedException.class);
    post(
            admin(),
            "/v1/chat/completions",
            Map.of("model", "nobody", "messages", List.of(Map.of("role", "user", "content", "x"))))
        .expectStatus()
        .isNotFound()
        .expectHeader()
        .contentTypeCompatibleWith("application/json")
        .expectBody()
        .jsonPath("$.error.code")
        .isEqualTo("not-found")
        .jsonPath("$.error.type")
        .isEqualTo("invalid_request_error");
    post(
            admin(),
            "/v1/chat/completions",
            Map.of(
                "model",
                "support",
                "tools",
                List.of(Map.of("type", "function")),
                "messages",
                List.of(Map.of("role", "user", "content", "x"))))
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.error.message")
        .isEqualTo("tools: an agent has tools of its own; register them there");
  }

  @Test
  void theSameRequestUnderItsKeyHasOneAnswer() {
    var first = keyed();
    var again = keyed();

    assertThat(again).isEqualTo(first);
  }

  private String keyed() {
    return bodyOf(
            admin()
                .post()
                .uri("/v1/chat/completions")
                .header("Idempotency-Key", "once-only")
                .bodyValue(
                    Map.of(
                        "model",
                        "support",
                        "messages",
                        List.of(Map.of("role", "user", "content", "Once"))))
                .exchange()
                .expectStatus()
                .isOk())
        .path("id")
        .asText();
  }
}
