package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.TIME;
import static dev.agentledger.saga.model.Asking.WEATHER;
import static dev.agentledger.saga.model.Asking.asked;
import static dev.agentledger.saga.model.Asking.hello;
import static dev.agentledger.saga.model.Asking.models;
import static dev.agentledger.saga.model.Asking.provider;
import static dev.agentledger.saga.model.Asking.request;
import static dev.agentledger.saga.model.Asking.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.wire.ModelServer;
import dev.agentledger.saga.model.wire.OpenAiWire;
import dev.agentledger.saga.model.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenAI's protocol, as a server of this machine speaks it. */
class OpenAiTest {

  private final ModelServer server = new ModelServer();
  private final Models models = models(provider(Protocol.OPENAI, server.url() + "/v1"));
  private final List<String> deltas = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anAnswerComesPieceByPieceAndIsCountedByClass() throws Exception {
    server.answers(OpenAiWire.says("Hel", "lo ", "there"));

    var outcome = asked(models, hello("p/m"), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.provider()).isEqualTo("p");
              assertThat(answered.modelAnswered()).isEqualTo("gpt-test-2026");
              assertThat(answered.message()).isEqualTo(Message.assistant("Hello there", List.of()));
              assertThat(answered.finishReason()).isEqualTo(FinishReason.STOP);
              assertThat(answered.usage()).isEqualTo(new TokenUsage(20, 20, 100, 0, 25));
              assertThat(answered.timeToFirstTokenMillis())
                  .isNotNull()
                  .isLessThanOrEqualTo(answered.latencyMillis());
            });
    assertThat(deltas).containsExactly("Hel", "lo ", "there");
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void aRequestSaysWhatTheRunSaysAndNothingOfOurs() throws Exception {
    server.answers(OpenAiWire.says("ok"));

    asked(models, with(hello("p/m"), WEATHER), deltas::add);

    var sent = server.last();
    assertThat(sent.path()).isEqualTo("/v1/chat/completions");
    assertThat(sent.headers())
        .containsEntry("authorization", "Bearer " + Asking.KEY)
        .doesNotContainKey("x-agent-ledger-exchange");
    assertThat(sent.body().path("model").asText()).isEqualTo("m");
    assertThat(sent.body().path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(sent.body().path("max_completion_tokens").asInt()).isEqualTo(300);
    assertThat(sent.body().path("stream").asBoolean()).isTrue();
    assertThat(sent.body().at("/stream_options/include_usage").asBoolean()).isTrue();
    assertThat(sent.body().at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(sent.body().at("/messages/0/content").asText()).isEqualTo("You are terse.");
    assertThat(sent.body().at("/messages/1/content").asText()).isEqualTo("Hello?");
    assertThat(sent.body().at("/tools/0/function/name").asText()).isEqualTo("weather");
    assertThat(sent.body().at("/tools/0/function/parameters").toString())
        .contains("$defs", "additionalProperties")
        .doesNotContain("strict");
  }

  @Test
  void aModelThatCannotStreamAnswersAtOnce() throws Exception {
    server.answers(OpenAiWire.says("Hello ", "there"));

    var outcome = asked(models, hello("p/plain"), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.message().text()).isEqualTo("Hello there");
              assertThat(answered.usage()).isEqualTo(new TokenUsage(20, 20, 100, 0, 25));
              assertThat(answered.timeToFirstTokenMillis()).isNull();
            });
    assertThat(deltas).containsExactly("Hello there");
    assertThat(server.last().wantsStream()).isFalse();
  }

  @Test
  void aCallOfAToolIsAnAnswer() throws Exception {
    server.answers(Reply.json(OpenAiWire.plainCall("call_a", "weather", "{\"city\":\"Bern\"}")));

    var outcome = asked(models, with(hello("p/plain"), WEATHER), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
              assertThat(answered.message().toolCalls())
                  .containsExactly(
                      new ToolCallRequest("call_a", "weather", Map.of("city", "Bern")));
            });
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void callsOfSeveralToolsArePutTogetherFromTheirFragments() throws Exception {
    server.answers(
        Reply.events(
            List.of(
                OpenAiWire.text("Let me see. "),
                OpenAiWire.callBegins(0, "call_a", "weather"),
                OpenAiWire.callGoesOn(0, "{\"ci"),
                OpenAiWire.callGoesOn(0, "ty\":\"Bern\"}"),
                OpenAiWire.callBegins(1, "call_b", "time"),
                OpenAiWire.callGoesOn(1, "{}"),
                OpenAiWire.callsEnd(),
                OpenAiWire.usage(),
                "[DONE]")));

    var outcome = asked(models, with(hello("p/m"), WEATHER, TIME), deltas::add);

    assertThat(outcome)
        .asInstanceOf(type(ModelOutcome.Answered.class))
        .satisfies(
            answered -> {
              assertThat(answered.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
              assertThat(answered.message().text()).isEqualTo("Let me see. ");
              assertThat(answered.message().toolCalls())
                  .containsExactly(
                      new ToolCallRequest("call_a", "weather", Map.of("city", "Bern")),
                      new ToolCallRequest("call_b", "time", Map.of()));
              assertThat(answered.usage()).isEqualTo(new TokenUsage(20, 20, 100, 0, 25));
            });
    assertThat(deltas).containsExactly("Let me see. ");
  }

  @Test
  void fragmentsOfSeveralCallsMayComeMixedAndAllAtOnce() throws Exception {
    server.answers(
        Reply.events(
            List.of(
                OpenAiWire.callBegins(0, "call_a", "weather"),
                OpenAiWire.callBegins(1, "call_b", "time"),
                OpenAiWire.callGoesOn(0, "{\"ci"),
                OpenAiWire.callGoesOn(1, "{"),
                OpenAiWire.callGoesOn(0, "ty\":\"Bern\"}"),
                OpenAiWire.callGoesOn(1, "}"),
                OpenAiWire.text("Meanwhile."),
                OpenAiWire.chunk(
                    """
                    {"tool_calls":[\
                      {"index":2,"id":"call_c","function":{"name":"time","arguments":"{}"}},\
                      {"index":3,"id":"call_d","function":{"name":"time"}}]}""",
                    null),
                OpenAiWire.callsEnd(),
                OpenAiWire.usage(),
                "[DONE]")));

    var outcome = asked(models, with(hello("p/m"), WEATHER, TIME), deltas::add);

    assertThat(((ModelOutcome.Answered) outcome).message())
        .isEqualTo(
            Message.assistant(
                "Meanwhile.",
                List.of(
                    new ToolCallRequest("call_a", "weather", Map.of("city", "Bern")),
                    new ToolCallRequest("call_b", "time", Map.of()),
                    new ToolCallRequest("call_c", "time", Map.of()),
                    new ToolCallRequest("call_d", "time", Map.of()))));
    assertThat(deltas).containsExactly("Meanwhile.");
  }

  @Test
  void argumentsThatAreNoJsonComeAsTheyAre() throws Exception {
    server.answers(Reply.json(OpenAiWire.plainCall("call_a", "weather", "city=Bern")));

    var outcome = asked(models, with(hello("p/plain"), WEATHER), deltas::add);

    assertThat(((ModelOutcome.Answered) outcome).message().toolCalls())
        .containsExactly(new ToolCallRequest("call_a", "weather", "city=Bern"));
  }

  @Test
  void whatToolsAnsweredGoesBackToTheModel() throws Exception {
    server.answers(OpenAiWire.says("Rain."));
    var calls =
        List.of(
            new ToolCallRequest("call_a", "weather", Map.of("city", "Bern")),
            new ToolCallRequest("call_b", "time", "not json"));

    asked(
        models,
        request(
            "p/m",
            Message.user("Weather?"),
            Message.assistant("Let me see.", calls),
            Message.tool("call_a", "{\"rain\":true}"),
            Message.tool("call_b", "noon")),
        deltas::add);

    var messages = server.last().body().path("messages");
    assertThat(messages.at("/2/content").asText()).isEqualTo("Let me see.");
    assertThat(messages.at("/2/tool_calls/0/id").asText()).isEqualTo("call_a");
    assertThat(messages.at("/2/tool_calls/0/function/arguments").asText())
        .isEqualTo("{\"city\":\"Bern\"}");
    assertThat(messages.at("/2/tool_calls/1/function/arguments").asText())
        .isEqualTo("{\"unreadable\":\"not json\"}");
    assertThat(messages.at("/3/role").asText()).isEqualTo("tool");
    assertThat(messages.at("/3/tool_call_id").asText()).isEqualTo("call_a");
    assertThat(messages.at("/3/content").asText()).isEqualTo("{\"rain\":true}");
    assertThat(messages.at("/4/tool_call_id").asText()).isEqualTo("call_b");
  }

  @Test
  void anOutputSchemaHoldsTheAnswerAsFarAsTheProviderCan() throws Exception {
    server.answers(OpenAiWire.says("{}"));
    Map<String, Object> strict =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("a", Map.of("type", "string")),
            "required",
            List.of("a"),
            "additionalProperties",
            false);
    Map<String, Object> loose =
        Map.of("type", "object", "properties", Map.of("a", Map.of("type", "string")));

    asked(models, with(hello("p/m"), strict), deltas::add);
    asked(models, with(hello("p/m"), loose), deltas::add);
    asked(models, with(hello("p/undescribed"), loose), deltas::add);

    var sent = server.received();
    assertThat(sent.getFirst().body().at("/response_format/json_schema/strict").asBoolean())
        .isTrue();
    assertThat(sent.get(1).body().at("/response_format/json_schema/strict").asBoolean()).isFalse();
    assertThat(sent.get(1).body().at("/response_format/json_schema/schema/type").asText())
        .isEqualTo("object");
    assertThat(sent.get(2).body().has("response_format")).isFalse();
    assertThat(sent.get(2).body().at("/messages/0/content").asText())
        .startsWith("You are terse.")
        .contains("It must fit this JSON Schema");
  }

  @Test
  void aProviderWithoutAKeyHearsNoAuthorization() throws Exception {
    server.answers(OpenAiWire.says("ok"));
    var local =
        models(
            provider(
                Protocol.OPENAI,
                server.url() + "/v1",
                null,
                8,
                new CircuitSettings(50, 20, 10, Asking.SOON, 2)));

    var outcome = asked(local, hello("p/m"), deltas::add);

    assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(server.last().headers()).doesNotContainKey("authorization");
  }
}
