package dev.agentledger.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.Recorded;
import dev.agentledger.events.Envelope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class SagaCommandsTest {

  private record Ask(String what) {}

  private static final Recorded RECORDED = new Recorded(3, 1, List.of());

  private static final GenericEventMessage<String> EVENT =
      new GenericEventMessage<>(
          "something happened",
          Map.of(
              Envelope.TENANT, "acme",
              Envelope.ACTOR, "ada",
              Envelope.AUTHENTICATION, "api-key:key_1",
              Envelope.COMMAND_ID, "command-1",
              Envelope.CORRELATION_ID, "correlation-1",
              Envelope.CAUSATION_ID, "older-cause",
              Envelope.TRACEPARENT, "00-1-2-01"));

  private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
  private final SagaCommands commands = new SagaCommands(bus);

  @Test
  void aCommandCarriesTheEventsChainAndNothingOfTheHandlersOwnCorrelation() throws Exception {
    var heard = new AtomicReference<CommandMessage<?>>();
    whenAsked(
        command -> {
          heard.set(command);
          return RECORDED;
        });
    var unit = DefaultUnitOfWork.startAndGet(EVENT);
    unit.registerCorrelationDataProvider(
        _ -> Map.of(Envelope.ACTOR, "somebody else", Envelope.CAUSATION_ID, "something else"));

    var recorded =
        unit.executeWithResult(
                () -> commands.send(new Ask("go"), SagaCommands.answering(EVENT, "promotion-saga")))
            .getPayload();

    assertThat(recorded).contains(RECORDED);
    assertThat(heard.get().getMetaData())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Envelope.TENANT, "acme",
                Envelope.ACTOR, "system:promotion-saga",
                Envelope.AUTHENTICATION, "internal",
                Envelope.ON_BEHALF_OF, "ada",
                Envelope.COMMAND_ID, heard.get().getIdentifier(),
                Envelope.CORRELATION_ID, "correlation-1",
                Envelope.CAUSATION_ID, EVENT.getIdentifier(),
                Envelope.TRACEPARENT, "00-1-2-01"));
  }

  @Test
  void aRefusalIsTheLastWord() {
    var asked = new AtomicInteger();
    whenAsked(
        _ -> {
          asked.incrementAndGet();
          throw new CommandRefused(CommandRefused.Reason.WRONG_STATE, "Not now");
        });

    assertThat(commands.send(new Ask("go"), envelope())).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void aConflictIsTriedAgain() {
    var asked = new AtomicInteger();
    whenAsked(
        _ -> {
          if (asked.incrementAndGet() < 3) {
            throw new ConcurrencyException("somebody was faster");
          }
          return RECORDED;
        });

    assertThat(commands.send(new Ask("go"), envelope())).contains(RECORDED);
    assertThat(asked).hasValue(3);
  }

  @Test
  void aConflictThatStaysIsAFault() {
    whenAsked(
        _ -> {
          throw new ConcurrencyException("somebody was faster");
        });

    assertThatThrownBy(() -> commands.send(new Ask("go"), envelope()))
        .isInstanceOf(ConcurrencyException.class);
  }

  @Test
  void aFaultIsThrownSoThatTheEventIsHandledAgain() {
    whenAsked(
        _ -> {
          throw new IllegalStateException("The database is down");
        });

    assertThatThrownBy(() -> commands.send(new Ask("go"), envelope()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The database is down");
  }

  @Test
  void anEventWithoutTenantIsAFault() {
    assertThatThrownBy(
            () -> SagaCommands.answering(new GenericEventMessage<>("happened"), "promotion-saga"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The envelope has no tenant");
  }

  private static Envelope envelope() {
    return SagaCommands.answering(EVENT, "promotion-saga");
  }

  private void whenAsked(MessageHandler<CommandMessage<?>> handler) {
    bus.subscribe(Ask.class.getName(), handler);
  }
}
