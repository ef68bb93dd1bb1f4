package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.TIME;
import static dev.agentledger.saga.model.Asking.WEATHER;
import static dev.agentledger.saga.model.Asking.asked;
import static dev.agentledger.saga.model.Asking.hello;
import static dev.agentledger.saga.model.Asking.models;
import static dev.agentledger.saga.model.Asking.provider;
import static dev.agentledger.saga.model.Asking.request;
import static dev.agentledger.saga.model.Asking.with;
import static dev.agentledger.saga.model.Asking.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.wire.AnthropicWire;
import dev.agentledger.saga.model.wire.ModelServer;
import dev.agentledger.saga.model.wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's protocol, as a server of this machine speaks it. */
class AnthropicTest {

  private static final TokenUsage USAGE = new TokenUsage(20, 45, 100, 7, 0);

  private final ModelServer server = new ModelServer();
  private final Models models = models(provider(Protocol.ANTHROPIC, server.url()));
  private final List<String> deltas = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  private CallFailure failure(ModelRequest request) throws InterruptedException {
    return ((ModelOutcome.Failed) asked(models, request, deltas::add)).failure();
  }

  private static ModelServer.Answer events(List<?>... parts) {
    return Reply.events(Stream.of(parts).flatMap(List::stream).map(String::valueOf).toList());
  }

  @Test
  void anAnswerComesPieceByPieceAndIsCountedByClass() throws Exception {
    server.answers(AnthropicWire.says("Hel", "lo"));

    var outcome = asked(models, hello("p/m"), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.modelAnswered()).isEqualTo("claude-test-1");
              assertThat(answered.message()).isEqualTo(Message.assistant("Hello", List.of()));
              assertThat(answered.finishReason()).isEqualTo(FinishReason.STOP);
              assertThat(answered.usage()).isEqualTo(USAGE);
              assertThat(answered.timeToFirstTokenMillis()).isNotNull();
            });
    assertThat(deltas).containsExactly("Hel", "lo");
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void aModelThatCannotStreamAnswersAtOnce() throws Exception {
    server.answers(AnthropicWire.says("Hel", "lo"));

    var outcome = asked(models, hello("p/plain"), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.message().text()).isEqualTo("Hello");
              assertThat(answered.finishReason()).isEqualTo(FinishReason.STOP);
              assertThat(answered.usage()).isEqualTo(USAGE);
            });
  }

  @Test
  void aRequestSaysWhatTheRunSays() throws Exception {
    server.answers(AnthropicWire.says("ok"));
    Map<String, Object> schema = Map.of("type", "object");

    asked(models, with(with(hello("p/m"), WEATHER), schema), deltas::add);

    var sent = server.last();
    assertThat(sent.path()).isEqualTo("/v1/messages");
    assertThat(sent.headers())
        .containsEntry("x-api-key", Asking.KEY)
        .doesNotContainKey("x-agent-ledger-exchange");
    assertThat(sent.body().path("model").asText()).isEqualTo("m");
    assertThat(sent.body().path("max_tokens").asInt()).isEqualTo(300);
    assertThat(sent.body().path("stream").asBoolean()).isTrue();
    assertThat(sent.body().path("system").asText())
        .startsWith("You are terse.")
        .contains("It must fit this JSON Schema");
    assertThat(sent.body().at("/tools/0/input_schema").toString())
        .contains("$defs", "additionalProperties");
  }

  @Test
  void thoughtsAreNoAnswerAndCallsArePutTogether() throws Exception {
    server.answers(
        events(
            List.of(AnthropicWire.begins()),
            AnthropicWire.thinking(0, "hmm"),
            AnthropicWire.text(1, "Let me see."),
            AnthropicWire.call(2, "toolu_a", "weather", "{\"ci", "ty\":\"Bern\"}"),
            AnthropicWire.call(3, "toolu_b", "time", ""),
            AnthropicWire.ends("tool_use")));

    var outcome = asked(models, with(hello("p/m"), WEATHER, TIME), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
              assertThat(answered.message().text()).isEqualTo("Let me see.");
              assertThat(answered.message().toolCalls())
                  .containsExactly(
                      new ToolCallRequest("toolu_a", "weather", Map.of("city", "Bern")),
                      new ToolCallRequest("toolu_b", "time", Map.of()));
              assertThat(answered.usage()).isEqualTo(USAGE);
            });
    assertThat(deltas).containsExactly("Let me see.");
  }

  @Test
  void whatToolsAnsweredGoesBackWithTheTextThatStoodBeside() throws Exception {
    server.answers(AnthropicWire.says("Rain."));

    asked(
        models,
        request(
            "p/m",
            Message.user("Weather?"),
            Message.assistant(
                "Let me see.",
                List.of(
                    new ToolCallRequest("a", "weather", Map.of("city", "Bern")),
                    new ToolCallRequest("b", "time", Map.of()))),
            Message.tool("a", "{\"rain\":true}"),
            Message.tool("b", "noon")),
        deltas::add);

    var messages = server.last().body().path("messages");
    assertThat(messages.at("/1/content").asText()).isEqualTo("Let me see.");
    assertThat(messages.at("/2/role").asText()).isEqualTo("assistant");
    assertThat(messages.at("/2/content/0/input/city").asText()).isEqualTo("Bern");
    assertThat(messages.at("/3/role").asText()).isEqualTo("user");
    assertThat(messages.at("/3/content/0/tool_use_id").asText()).isEqualTo("a");
    assertThat(messages.at("/3/content/1/tool_use_id").asText()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void aRefusalIsAFailure(String model) throws Exception {
    server.answers(Reply.error(429, AnthropicWire.error("too many"), "retry-after: 3"));

    assertThat(failure(hello(model)))
        .isEqualTo(new CallFailure("rate-limited", "p answered 429: too many", true, 3_000L));
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void anErrorWithinTheStreamIsAFailure() throws Exception {
    server.answers(
        events(
            List.of(AnthropicWire.begins()),
            AnthropicWire.text(0, "Hel"),
            List.of(AnthropicWire.errorEvent("overloaded_error"))));

    assertThat(failure(hello("p/m")))
        .satisfies(
            failed -> {
              assertThat(failed.kind()).isEqualTo("provider-error");
              assertThat(failed.retryable()).isTrue();
            });
  }

  @Test
  void aStreamThatBreaksOffIsNoAnswer() throws Exception {
    server.answers(Reply.cutAfter(List.of(AnthropicWire.begins())));

    assertThat(failure(hello("p/m")).kind()).isEqualTo("connection-cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void aPageIsNoAnswer(String model) throws Exception {
    server.answers(Reply.text("<html>Welcome to the hotel</html>"));

    assertThat(failure(hello(model)).kind()).isEqualTo("malformed-answer");
  }

  @Test
  void aStreamThatFallsSilentIsCut() throws Exception {
    server.answers(Reply.silentAfter(List.of(AnthropicWire.begins()), Duration.ofSeconds(30)));

    assertThat(failure(within(hello("p/m"), Duration.ofSeconds(3))).kind()).isEqualTo("timeout");
    await().until(() -> server.underWay() == 0);
  }

  @Test
  void anAnswerThatTakesTooLongIsCut() throws Exception {
    server.answers(Reply.silent(Duration.ofSeconds(30)));

    var request = within(hello("p/plain"), Duration.ofMillis(600));
    assertThat(failure(request).kind()).isEqualTo("timeout");
    await().until(() -> server.underWay() == 0);
  }
}
