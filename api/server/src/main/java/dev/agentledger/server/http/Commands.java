package dev.agentledger.server.http;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.Recorded;
import java.time.Duration;
import java.util.HashMap;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.Message;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends the commands of a caller, each in the envelope that says who asks.
 *
 * <p>Axon decides on the thread that asks, so every command leaves the event loop here.
 */
@Component
public class Commands {

  private static final int ATTEMPTS_AFTER_A_CONFLICT = 4;

  private static final Logger log = LoggerFactory.getLogger(Commands.class);

  private final CommandGateway gateway;
  private final Duration limit;

  Commands(CommandBus bus, @Value("${ledger.commands.time-limit:60s}") Duration limit) {
    gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    this.limit = limit;
  }

  /** What was recorded; an error when the command is refused. */
  public Mono<Recorded> send(Caller caller, Object command) {
    return send(caller, command, Intent.RECORD);
  }

  /**
   * What was recorded, or would be; the answer to the request tells the position of the last fact.
   *
   * <p>Two commands that meet on one stream are decided one after the other; only a caller who
   * named the version is told. The bus has decided a second time at once; what meets others even
   * then meets nodes that write to the same stream all the time, and waits a moment.
   *
   * <p>Nobody waits for ever. A command without an answer in time is still under way, so whether it
   * will be carried out is not known, and that is what the problem says.
   */
  public Mono<Recorded> send(Caller caller, Object command, Intent intent) {
    return Mono.deferContextual(
        context -> {
          var correlation = Correlation.of(context);
          return Blocking.toItsEnd(() -> answerTo(message(caller, command, intent, correlation)))
              .retryWhen(
                  Retry.backoff(ATTEMPTS_AFTER_A_CONFLICT, Duration.ofMillis(5))
                      .filter(ConcurrencyException.class::isInstance)
                      .onRetryExhaustedThrow((_, last) -> last.failure()))
              .timeout(limit, Mono.error(() -> undecided(command)))
              .doOnNext(answer -> LedgerPosition.tell(answer.getMetaData(), context))
              .mapNotNull(Message::getPayload);
        });
  }

  private Problem undecided(Object command) {
    log.warn("{} was not answered within {}", command.getClass().getSimpleName(), limit);
    return Problem.of(
        ProblemType.OUTCOME_UNKNOWN,
        "There was no answer within %d ms. The change is recorded as a whole or not at all,"
                .formatted(limit.toMillis())
            + " perhaps only later. A PUT, a DELETE, or a POST under its Idempotency-Key can be"
            + " repeated without doing it twice; look first before you repeat anything else");
  }

  private CommandResultMessage<? extends Recorded> answerTo(GenericCommandMessage<Object> command)
      throws Exception {
    var answer = new FutureCallback<Object, Recorded>();
    gateway.send(command, answer);
    var result = answer.getResult();
    if (result.isExceptional()) {
      throw result.exceptionResult() instanceof Exception failure
          ? failure
          : new IllegalStateException("The command failed", result.exceptionResult());
    }
    return result;
  }

  private static GenericCommandMessage<Object> message(
      Caller caller, Object command, Intent intent, Correlation correlation) {
    var metadata =
        new HashMap<String, Object>(
            caller
                .envelope()
                .withCorrelation(correlation.id(), correlation.traceparent())
                .toMetadata());
    if (intent.expectedVersion() != null) {
      metadata.put(CommandMetadata.EXPECTED_VERSION, intent.expectedVersion());
    }
    if (intent.dryRun()) {
      metadata.put(CommandMetadata.DRY_RUN, true);
    }
    return new GenericCommandMessage<>(command, metadata);
  }
}
