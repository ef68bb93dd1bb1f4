package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.KEY;
import static dev.agentledger.saga.model.Asking.asked;
import static dev.agentledger.saga.model.Asking.hello;
import static dev.agentledger.saga.model.Asking.models;
import static dev.agentledger.saga.model.Asking.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.saga.model.provider.Health;
import dev.agentledger.saga.model.wire.ModelServer;
import dev.agentledger.saga.model.wire.OpenAiWire;
import dev.agentledger.saga.model.wire.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that fails is left alone for a while; one that is busy is not asked for more. */
class LimitsOfProvidersTest {

  private static final ServedModel MODEL = new ServedModel("p", "m", ModelDetails.UNKNOWN);

  private final ModelServer server = new ModelServer();
  private final ProvidedModels models =
      models(
          provider(
              Protocol.OPENAI,
              server.url() + "/v1",
              KEY,
              2,
              new CircuitSettings(50, 4, 4, Duration.ofMillis(300), 1)));
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    callers.shutdownNow();
    server.close();
  }

  private ModelOutcome ask() throws InterruptedException {
    return asked(models, hello("p/m"), _ -> {});
  }

  private String kind() throws InterruptedException {
    return ((ModelOutcome.Failed) ask()).failure().kind();
  }

  @Test
  void theCircuitOpensAndCloses() throws Exception {
    assertThat(models.healthOf(MODEL).state()).isEqualTo(Health.State.UNKNOWN);
    server.answers(Reply.error(500, "{}"));
    for (var call = 0; call < 4; call++) {
      assertThat(kind()).isEqualTo("provider-error");
    }

    var leftAlone = ((ModelOutcome.Failed) ask()).failure();

    assertThat(leftAlone.kind()).isEqualTo("circuit-open");
    assertThat(leftAlone.retryable()).isTrue();
    assertThat(leftAlone.retryAfterMillis()).isEqualTo(300);
    assertThat(server.received()).hasSize(4);
    assertThat(models.healthOf(MODEL).state()).isEqualTo(Health.State.DOWN);

    server.answers(OpenAiWire.says("ok"));
    await().until(() -> ask() instanceof ModelOutcome.Answered);

    assertThat(ask()).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(models.healthOf(MODEL).state()).isEqualTo(Health.State.UP);
    assertThat(models.healthOf(MODEL).lastFailure()).isNotNull();
    assertThat(models.medianLatencyMillis(MODEL)).isPresent();
  }

  @Test
  void whatIsNotTheProvidersFaultDoesNotOpenTheCircuit() throws Exception {
    server.answers(
        Reply.error(400, "{}"),
        Reply.error(429, "{}"),
        Reply.error(401, "{}"),
        Reply.error(404, "{}"));
    for (var call = 0; call < 8; call++) {
      ask();
    }

    assertThat(server.received()).hasSize(8);
  }

  @Test
  void onlySoManyCallsAreUnderWay() throws Exception {
    server.answers(Reply.silent(Duration.ofSeconds(30)));
    var busy = List.of(callers.submit(this::ask), callers.submit(this::ask));
    await().until(() -> server.underWay() == 2);

    var refused = ((ModelOutcome.Failed) ask()).failure();

    assertThat(refused.kind()).isEqualTo("too-many-calls");
    assertThat(refused.retryable()).isTrue();
    assertThat(server.received()).hasSize(2);

    busy.forEach(call -> call.cancel(true));
    await().until(() -> server.left() == 2);
    server.answers(OpenAiWire.says("ok"));
    await().untilAsserted(() -> assertThat(ask()).isInstanceOf(ModelOutcome.Answered.class));
  }
}
