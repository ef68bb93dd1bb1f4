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
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.wire.GoogleWire;
import dev.agentledger.saga.model.wire.ModelServer;
import dev.agentledger.saga.model.wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's protocol, as a server of this machine speaks it. */
class GoogleTest {

  private static final TokenUsage USAGE = new TokenUsage(20, 20, 100, 0, 25);

  private final ModelServer server = new ModelServer();
  private final Models models = models(provider(Protocol.GOOGLE, server.url()));
  private final List<String> deltas = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  private CallFailure failure(ModelRequest request) throws InterruptedException {
    return ((ModelOutcome.Failed) asked(models, request, deltas::add)).failure();
  }

  @Test
  void anAnswerComesPieceByPieceAndIsCountedByClass() throws Exception {
    server.answers(GoogleWire.says("Hel", "lo"));

    var outcome = asked(models, hello("p/m"), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.modelAnswered()).isEqualTo("gemini-test-1");
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
    server.answers(GoogleWire.says("Hel", "lo"));

    var outcome = asked(models, hello("p/plain"), deltas::add);

    assertThat(((ModelOutcome.Answered) outcome).message().text()).isEqualTo("Hello");
    assertThat(((ModelOutcome.Answered) outcome).usage()).isEqualTo(USAGE);
    assertThat(server.last().path()).endsWith(":generateContent");
  }

  @Test
  void aRequestSaysWhatTheRunSays() throws Exception {
    server.answers(GoogleWire.says("ok"));

    asked(models, with(hello("p/m"), WEATHER), deltas::add);

    var sent = server.last();
    assertThat(sent.path()).contains("/models/m:streamGenerateContent");
    assertThat(sent.headers())
        .containsEntry("x-goog-api-key", Asking.KEY)
        .doesNotContainKey("x-agent-ledger-exchange");
    assertThat(sent.body().at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(300);
    assertThat(sent.body().at("/systemInstruction/parts/0/text").asText())
        .isEqualTo("You are terse.");
    assertThat(sent.body().at("/contents/0/parts/0/text").asText()).isEqualTo("Hello?");
    var declared = sent.body().at("/tools/0/functionDeclarations/0");
    assertThat(declared.path("parametersJsonSchema").toString())
        .contains("$defs", "additionalProperties");
    assertThat(declared.has("parameters")).isFalse();
  }

  @Test
  void anOutputSchemaHoldsTheAnswerUnlessThereAreTools() throws Exception {
    server.answers(GoogleWire.says("{}"));
    Map<String, Object> schema = Map.of("type", "object", "$defs", Map.of());

    asked(models, with(hello("p/m"), schema), deltas::add);
    asked(models, with(with(hello("p/m"), TIME), schema), deltas::add);

    var alone = server.received().getFirst().body();
    assertThat(alone.at("/generationConfig/responseMimeType").asText())
        .isEqualTo("application/json");
    assertThat(alone.at("/generationConfig/responseJsonSchema").has("$defs")).isTrue();
    var withTools = server.last().body();
    assertThat(withTools.at("/generationConfig").has("responseJsonSchema")).isFalse();
    assertThat(withTools.at("/systemInstruction/parts/0/text").asText())
        .contains("It must fit this JSON Schema");
  }

  @Test
  void thoughtsAreNoAnswerAndCallsGetNames() throws Exception {
    server.answers(
        Reply.events(
            List.of(
                GoogleWire.chunk(GoogleWire.thought("hmm"), null),
                GoogleWire.chunk(
                    GoogleWire.call("weather", "{\"city\":\"Bern\"}")
                        + ","
                        + GoogleWire.call("time", "{}"),
                    "STOP"))));

    var outcome = asked(models, with(hello("p/m"), WEATHER, TIME), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
              assertThat(answered.message().text()).isEmpty();
              assertThat(answered.message().toolCalls())
                  .extracting(ToolCallRequest::tool, ToolCallRequest::arguments)
                  .containsExactly(
                      tuple("weather", Map.of("city", "Bern")), tuple("time", Map.of()));
              assertThat(answered.message().toolCalls())
                  .extracting(ToolCallRequest::callId)
                  .doesNotHaveDuplicates()
                  .allSatisfy(id -> assertThat(id).startsWith("call_"));
            });
    assertThat(deltas).isEmpty();
  }

  @Test
  void whatToolsAnsweredGoesBackUnderTheirNames() throws Exception {
    server.answers(GoogleWire.says("Rain."));

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

    var contents = server.last().body().path("contents");
    assertThat(contents.at("/1/parts/0/text").asText()).isEqualTo("Let me see.");
    assertThat(contents.at("/2/parts/0/functionCall/name").asText()).isEqualTo("weather");
    assertThat(contents.at("/3/parts/0/functionResponse/name").asText()).isEqualTo("weather");
    assertThat(contents.at("/3/parts/0/functionResponse/response/rain").asBoolean()).isTrue();
    assertThat(contents.at("/3/parts/1/functionResponse/response/result").asText())
        .isEqualTo("noon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void aRefusalIsAFailure(String model) throws Exception {
    server.answers(Reply.error(503, GoogleWire.error(503, "overloaded"), "Retry-After: 3"));

    assertThat(failure(hello(model)))
        .isEqualTo(new CallFailure("provider-error", "p answered 503: overloaded", true, 3_000L));
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void aStreamThatBreaksOffIsNoAnswer() throws Exception {
    server.answers(
        Reply.cutAfter(
            List.of(
                GoogleWire.chunk(GoogleWire.part("Hel"), null),
                GoogleWire.chunk(GoogleWire.part("lo"), null))));

    assertThat(failure(hello("p/m")).kind()).isEqualTo("connection-cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void aPageIsNoAnswer(String model) throws Exception {
    server.answers(Reply.text("<html>Welcome to the hotel</html>"));

    assertThat(failure(hello(model)).kind()).isEqualTo("malformed-answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void anAnswerThatTakesTooLongIsCut(String model) throws Exception {
    server.answers(
        Reply.silentAfter(
            List.of(GoogleWire.chunk(GoogleWire.part("Hel"), null)), Duration.ofSeconds(30)));

    assertThat(failure(within(hello(model), Duration.ofMillis(900))).kind()).isEqualTo("timeout");
    await().until(() -> server.underWay() == 0);
  }
}
