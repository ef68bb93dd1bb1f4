package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.TIME;
import static dev.agentledger.saga.model.Asking.WEATHER;
import static dev.agentledger.saga.model.Asking.asked;
import static dev.agentledger.saga.model.Asking.hello;
import static dev.agentledger.saga.model.Asking.models;
import static dev.agentledger.saga.model.Asking.request;
import static dev.agentledger.saga.model.Asking.scripted;
import static dev.agentledger.saga.model.Asking.with;
import static dev.agentledger.saga.model.Asking.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rehearsal answers without a model, and always the same. */
class RehearsalTest {

  private static final String MODEL = "rehearsal/rehearsal";

  private final Models models = models(Map.of(), null);
  private final List<String> deltas = new ArrayList<>();

  private ModelOutcome.Answered answer(ModelRequest request) throws InterruptedException {
    return (ModelOutcome.Answered) asked(models, request, deltas::add);
  }

  private CallFailure failure(ModelRequest request) throws InterruptedException {
    return ((ModelOutcome.Failed) asked(models, request, deltas::add)).failure();
  }

  @Test
  void itSaysWhatItIsWordByWord() throws Exception {
    var answered = answer(hello(MODEL));

    assertThat(answered.provider()).isEqualTo("rehearsal");
    assertThat(answered.message().text()).startsWith("This is a rehearsal: no model was asked.");
    assertThat(answered.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(deltas).hasSizeGreaterThan(5);
    assertThat(String.join("", deltas)).isEqualTo(answered.message().text());
    assertThat(answered.usage().input()).isPositive();
    assertThat(answered.usage().output()).isPositive();
    assertThat(answered.timeToFirstTokenMillis()).isNotNull();
  }

  @Test
  void theSameRequestIsAnsweredTheSame() throws Exception {
    var one = answer(hello(MODEL)).message();

    assertThat(answer(within(hello(MODEL), Duration.ofSeconds(20))).message()).isEqualTo(one);
    assertThat(answer(request(MODEL, Message.user("Bye"))).message()).isNotEqualTo(one);
  }

  @Test
  void itCallsEachToolOnceThenAnswersToTheSchema() throws Exception {
    var asked = with(hello(MODEL), WEATHER, TIME);

    var calling = answer(asked).message();

    assertThat(calling.toolCalls())
        .extracting(ToolCallRequest::tool)
        .containsExactly("weather", "time");
    assertThat(calling.toolCalls().getFirst().arguments()).isEqualTo(Map.of("city", "example"));
    var calls = calling.toolCalls();
    var next =
        with(
            request(
                MODEL,
                Message.user("Hello?"),
                calling,
                Message.tool(calls.getFirst().callId(), "rain"),
                Message.tool(calls.getLast().callId(), "noon")),
            WEATHER,
            TIME);
    Map<String, Object> schema =
        Map.of(
            "type", "object",
            "properties", Map.of("n", Map.of("type", "integer", "minimum", 5)),
            "required", List.of("n"));

    var answered = answer(with(next, schema));

    assertThat(answered.message().toolCalls()).isEmpty();
    assertThat(answered.message().text()).isEqualTo("{\"n\":5}");
  }

  @Test
  void aSchemaThatNothingFitsIsAFailure() throws Exception {
    assertThat(failure(with(hello(MODEL), Map.of("enum", List.of()))))
        .satisfies(
            failed -> {
              assertThat(failed.kind()).isEqualTo("no-example");
              assertThat(failed.retryable()).isFalse();
            });
  }

  @Nested
  class Scripted {

    private static final List<Object> SCRIPT =
        List.of(
            Map.of(
                "calls", List.of(Map.of("tool", "weather", "arguments", Map.of("city", "Bern")))),
            Map.of(
                "fail",
                Map.of("kind", "provider-error", "retryable", true, "retryAfterMillis", 50)),
            Map.of("stall", 60_000),
            Map.of("answer", Map.of("rain", true), "usage", Map.of("input", 7, "cacheRead", 3)));

    private final ModelRequest first = with(hello(MODEL), WEATHER);
    private final ModelRequest second =
        with(
            request(
                MODEL,
                Message.user("Hello?"),
                Message.assistant(
                    "", List.of(new ToolCallRequest("a", "weather", Map.of("city", "Bern")))),
                Message.tool("a", "rain")),
            WEATHER);

    @Test
    void itDoesWhatTheStepSays() throws Exception {
      var answered = answer(scripted(first, 1, SCRIPT));

      assertThat(answered.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
      assertThat(answered.message().toolCalls())
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.tool()).isEqualTo("weather");
                assertThat(call.arguments()).isEqualTo(Map.of("city", "Bern"));
              });
    }

    @Test
    void stepsThatFailTakeOneAttemptEach() throws Exception {
      var impatient = within(second, Duration.ofMillis(50));

      assertThat(failure(scripted(impatient, 1, SCRIPT)))
          .isEqualTo(
              new CallFailure(
                  "provider-error", "The script fails here: provider-error", true, 50L));
      assertThat(failure(scripted(impatient, 2, SCRIPT)).kind()).isEqualTo("timeout");
      var answered = answer(scripted(impatient, 3, SCRIPT));
      assertThat(answered.message().text()).isEqualTo("{\"rain\":true}");
      assertThat(answered.usage()).isEqualTo(new TokenUsage(7, 0, 3, 0, 0));
      assertThat(answer(scripted(impatient, 9, SCRIPT)).message().text())
          .isEqualTo("{\"rain\":true}");
    }

    @Test
    void aShortStallOnlyTakesTime() throws Exception {
      var answered =
          answer(scripted(first, 1, List.of(Map.of("stall", 30), Map.of("answer", "at last"))));

      assertThat(answered.message().text()).isEqualTo("at last");
      assertThat(answered.latencyMillis()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void itCanBeInterruptedWhileItStalls() throws Exception {
      var end = new CompletableFuture<Throwable>();
      var asking =
          Thread.startVirtualThread(
              () -> {
                try {
                  answer(scripted(first, 1, List.of(Map.of("stall", 10_000))));
                  end.complete(new AssertionError("It answered"));
                } catch (InterruptedException expected) {
                  end.complete(expected);
                }
              });

      asking.interrupt();

      assertThat(end.get(15, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void afterTheLastStepItGoesOnByItself() throws Exception {
      var answered = answer(scripted(second, 1, List.of(Map.of("answer", "one"))));

      assertThat(answered.message().text()).startsWith("This is a rehearsal");
    }

    @Test
    void aScriptThatCannotBeReadIsAFailure() throws Exception {
      assertThat(failure(scripted(first, 1, Map.of("no", "list"))).kind()).isEqualTo("script");
    }
  }
}
