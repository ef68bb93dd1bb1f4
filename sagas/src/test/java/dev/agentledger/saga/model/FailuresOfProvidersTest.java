package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.asked;
import static dev.agentledger.saga.model.Asking.hello;
import static dev.agentledger.saga.model.Asking.models;
import static dev.agentledger.saga.model.Asking.provider;
import static dev.agentledger.saga.model.Asking.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.saga.model.wire.ModelServer;
import dev.agentledger.saga.model.wire.OpenAiWire;
import dev.agentledger.saga.model.wire.Reply;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of calls that go wrong, whole answers and streams alike. */
class FailuresOfProvidersTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ModelServer server = new ModelServer();
  private final ProvidedModels models = models(provider(Protocol.OPENAI, server.url() + "/v1"));
  private final List<String> deltas = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  private CallFailure failure(String model) throws InterruptedException {
    return failure(hello(model));
  }

  private CallFailure failure(ModelRequest request) throws InterruptedException {
    return ((ModelOutcome.Failed) asked(models, request, deltas::add)).failure();
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad-request, false",
    "404, unknown-model, false",
    "408, timeout, true",
    "409, conflict, true",
    "413, bad-request, false",
    "422, bad-request, false",
    "429, rate-limited, true",
    "500, provider-error, true",
    "503, provider-error, true",
    "529, provider-error, true",
  })
  void aStatusSaysWhetherTheCallMaySucceedLater(int status, String kind, boolean retryable)
      throws Exception {
    server.answers(Reply.error(status, OpenAiWire.error("so it is")));

    var failures = List.of(failure("p/m"), failure("p/plain"));

    assertThat(failures)
        .containsOnly(
            new CallFailure(kind, "p answered %d: so it is".formatted(status), retryable, null));
    assertThat(server.received()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusedKeyIsNotRetriedAndNotRepeated(int status) throws Exception {
    server.answers(Reply.error(status, OpenAiWire.error("Incorrect API key: " + Asking.KEY)));

    assertThat(failure("p/m"))
        .isEqualTo(
            new CallFailure(
                "not-authorized",
                "p does not accept the key, or not for this model (%d)".formatted(status),
                false,
                null));
  }

  @Test
  void keysInMessagesOfProvidersAreTakenOut() throws Exception {
    server.answers(
        Reply.error(
            400, OpenAiWire.error("Bearer abc and " + Asking.KEY + " and sk-oth***er are odd")));

    assertThat(failure("p/m").message())
        .isEqualTo("p answered 400: [key] and [key] and [key] are odd");
  }

  @Test
  void theProviderSaysWhenToComeBackInSeconds() throws Exception {
    server.answers(Reply.error(429, OpenAiWire.error("slow"), "Retry-After: 7"));

    assertThat(failure("p/m").retryAfterMillis()).isEqualTo(7_000);
  }

  @Test
  void theProviderSaysWhenToComeBackAsADate() throws Exception {
    var then = ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1);
    server.answers(
        Reply.error(
            503,
            OpenAiWire.error("slow"),
            "Retry-After: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(then)));

    assertThat(failure("p/m").retryAfterMillis()).isBetween(50_000L, 60_000L);
  }

  @Test
  void zeroSecondsIsNoInvitationToTheClientToRepeatByItself() throws Exception {
    server.answers(Reply.error(503, "{}", "Retry-After: 0"), OpenAiWire.says("ok"));

    assertThat(failure("p/m").retryAfterMillis()).isZero();
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void aStreamThatBreaksOffIsNoAnswer() throws Exception {
    server.answers(Reply.cutAfter(List.of(OpenAiWire.text("Hel"), OpenAiWire.text("lo"))));

    assertThat(failure("p/m"))
        .isEqualTo(
            new CallFailure(
                "connection-cut", "p broke off in the middle of its answer", true, null));
    assertThat(deltas).containsExactly("Hel", "lo");
  }

  @Test
  void aStreamThatEndsWithoutAnEndIsNoAnswer() throws Exception {
    server.answers(Reply.events(List.of(OpenAiWire.text("Hel"), OpenAiWire.text("lo"))));

    assertThat(failure("p/m").kind()).isEqualTo("connection-cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void aPageIsNoAnswer(String model) throws Exception {
    server.answers(Reply.text("<html>Welcome to the hotel</html>"));

    assertThat(failure(model))
        .satisfies(
            failed -> {
              assertThat(failed.kind()).isEqualTo("malformed-answer");
              assertThat(failed.retryable()).isTrue();
              assertThat(failed.message()).doesNotContain("hotel");
            });
  }

  @Test
  void anAnswerWithoutChoicesIsNoAnswer() throws Exception {
    server.answers(Reply.json("{\"id\":\"1\",\"object\":\"chat.completion\",\"model\":\"m\"}"));

    assertThat(failure("p/plain").kind()).isEqualTo("malformed-answer");
  }

  @Test
  void eventsThatAreNoJsonAreNoAnswer() throws Exception {
    server.answers(Reply.events(List.of("{\"id\":", "[DONE]")));

    assertThat(failure("p/m").kind()).isEqualTo("malformed-answer");
  }

  @Test
  void anErrorWithinTheStreamIsAFailure() throws Exception {
    server.answers(
        Reply.events(List.of(OpenAiWire.text("Hel"), OpenAiWire.error("The server had an error"))));

    assertThat(failure("p/m"))
        .satisfies(
            failed -> {
              assertThat(failed.kind()).isEqualTo("provider-error");
              assertThat(failed.retryable()).isTrue();
            });
  }

  @Test
  void nobodyListensThere() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var nowhere = models(provider(Protocol.OPENAI, "http://127.0.0.1:" + free));

    var failed = (ModelOutcome.Failed) asked(nowhere, hello("p/m"), deltas::add);

    assertThat(failed.failure())
        .isEqualTo(new CallFailure("connection-failed", "p could not be reached", true, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void anAnswerThatTakesTooLongIsCut(String model) throws Exception {
    server.answers(Reply.silent(LONG));

    assertThat(failure(within(hello(model), Duration.ofMillis(400))))
        .isEqualTo(new CallFailure("timeout", "p gave no whole answer within 400 ms", true, null));
    await().until(() -> server.underWay() == 0);
  }

  @Test
  void aStreamThatFallsSilentIsCut() throws Exception {
    server.answers(Reply.silentAfter(List.of(OpenAiWire.text("Hel")), LONG));

    assertThat(failure(within(hello("p/m"), Duration.ofSeconds(3))).kind()).isEqualTo("timeout");
    assertThat(deltas).containsExactly("Hel");
    await().until(() -> server.underWay() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/m", "p/plain"})
  void interruptionClosesTheConnection(String model) throws Exception {
    server.answers(Reply.silentAfter(List.of(OpenAiWire.text("Hel")), LONG));
    var end = new CompletableFuture<Throwable>();
    var asking =
        Thread.startVirtualThread(
            () -> {
              try {
                asked(models, hello(model), deltas::add);
                end.complete(new AssertionError("It answered"));
              } catch (InterruptedException expected) {
                end.complete(expected);
              }
            });
    await().until(() -> server.underWay() == 1);

    asking.interrupt();

    assertThat(end.get(15, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    await().until(() -> server.underWay() == 0);
  }

  @Test
  void aListenerThatFailsEndsTheCall() {
    server.answers(Reply.silentAfter(List.of(OpenAiWire.text("Hel")), LONG));

    assertThatThrownBy(
            () ->
                asked(
                    models,
                    hello("p/m"),
                    _ -> {
                      throw new IllegalStateException("nobody listens");
                    }))
        .hasMessage("nobody listens");
    await().until(() -> server.underWay() == 0);
  }

  @Test
  void textIsHandedOnInTheThreadThatAsks() throws Exception {
    server.answers(OpenAiWire.says("Hello"));
    var heardIn = new AtomicReference<Thread>();

    asked(models, hello("p/m"), _ -> heardIn.set(Thread.currentThread()));

    assertThat(heardIn).hasValue(Thread.currentThread());
  }

  @Test
  void aModelThatNobodyServesIsAFailureAndNoError() throws Exception {
    assertThat(failure("nobody/nothing"))
        .satisfies(
            failed -> {
              assertThat(failed.kind()).isEqualTo("unknown-model");
              assertThat(failed.retryable()).isFalse();
            });
  }
}
