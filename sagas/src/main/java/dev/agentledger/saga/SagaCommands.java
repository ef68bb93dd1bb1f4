package dev.agentledger.saga;

import dev.agentledger.api.Answer;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.Recorded;
import dev.agentledger.events.Envelope;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How processes send commands.
 *
 * <p>A refusal is the aggregate's last word and is only logged. Anything else is thrown, so the
 * event that caused the command is handled again; commands are therefore written to be repeatable.
 *
 * <p>The bus has decided a conflict a second time before it tells it; what is told then comes from
 * nodes that write to the same stream all the time, so a few more attempts wait a moment each.
 *
 * <p>What the handler of an event sends is carried out on a thread of its own, and so in a
 * transaction of its own. Inside the unit of work that handles the event, its facts would be
 * appended only when that unit commits: too late to try again after a conflict, and a conflict
 * would undo the whole batch of events.
 */
@Component
public class SagaCommands {

  private static final Logger log = LoggerFactory.getLogger(SagaCommands.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE_AFTER_CONFLICT = Duration.ofMillis(20);
  private static final int ATTEMPTS = 5;

  private final CommandBus bus;

  public SagaCommands(CommandBus bus) {
    this.bus = bus;
  }

  /** The envelope in which a process answers an event: same chain, the event as its cause. */
  public static Envelope answering(EventMessage<?> event, String process) {
    var continued = Envelope.from(event.getMetaData()).continuedBy(process);
    return new Envelope(
        continued.tenant(),
        continued.actor(),
        continued.authentication(),
        continued.onBehalfOf(),
        null,
        continued.correlationId(),
        event.getIdentifier(),
        continued.traceparent());
  }

  /**
   * Sends the command and waits for its answer.
   *
   * @return what was recorded; empty when the command was refused
   */
  public Optional<Recorded> send(Object command, Envelope envelope) {
    try {
      return Optional.ofNullable((Recorded) carryOut(command, envelope));
    } catch (CommandRefused refusal) {
      log.info("{} refused: {}", command.getClass().getSimpleName(), refusal.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Sends the command and waits for its answer, for commands that answer more than what was
   * recorded.
   *
   * @throws CommandRefused when the rules do not allow it
   */
  public <A extends Answer> A ask(Object command, Class<A> answer, Envelope envelope) {
    return Objects.requireNonNull(answer.cast(carryOut(command, envelope)), "The answer");
  }

  private @Nullable Object carryOut(Object command, Envelope envelope) {
    for (var attempt = 1; ; attempt++) {
      try {
        return decide(command, envelope);
      } catch (ConcurrencyException conflict) {
        if (attempt == ATTEMPTS) {
          throw conflict;
        }
        pause(PAUSE_AFTER_CONFLICT.multipliedBy(attempt));
      }
    }
  }

  private @Nullable Object decide(Object command, Envelope envelope) {
    var answer = new CompletableFuture<CommandResultMessage<?>>();
    if (CurrentUnitOfWork.isStarted()) {
      Thread.ofVirtual()
          .name("saga-command")
          .start(() -> dispatch(message(command, envelope), answer));
    } else {
      dispatch(message(command, envelope), answer);
    }
    var result = await(answer, command);
    if (result.isExceptional()) {
      throw asUnchecked(result.exceptionResult());
    }
    return result.getPayload();
  }

  private void dispatch(
      CommandMessage<Object> command, CompletableFuture<CommandResultMessage<?>> answer) {
    try {
      bus.dispatch(command, (_, result) -> answer.complete(result));
    } catch (RuntimeException failure) {
      answer.completeExceptionally(failure);
    }
  }

  private static CommandMessage<Object> message(Object command, Envelope envelope) {
    var message = new GenericCommandMessage<>(command, envelope.toMetadata());
    return message.andMetaData(Map.of(Envelope.COMMAND_ID, message.getIdentifier()));
  }

  private static CommandResultMessage<?> await(
      CompletableFuture<CommandResultMessage<?>> answer, Object command) {
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw asUnchecked(failure.getCause());
    } catch (TimeoutException _) {
      throw new IllegalStateException(
          "%s was not answered within %s".formatted(command.getClass().getSimpleName(), LIMIT));
    } catch (InterruptedException interruption) {
      throw interrupted(interruption);
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interruption) {
      throw interrupted(interruption);
    }
  }

  private static IllegalStateException interrupted(InterruptedException interruption) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted before the command was answered", interruption);
  }

  private static RuntimeException asUnchecked(@Nullable Throwable failure) {
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("The command failed", failure);
  }
}
