package dev.agentledger.server.http;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.Recorded;
import java.time.Duration;
import java.util.HashMap;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
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

  private final CommandGateway gateway;

  Commands(CommandBus bus) {
    gateway = DefaultCommandGateway.builder().commandBus(bus).build();
  }

  /** What was recorded; an error when the command is refused. */
  public Mono<Recorded> send(Caller caller, Object command) {
    return send(caller, command, Intent.RECORD);
  }

  /**
   * What was recorded, or would be.
   *
   * <p>Two commands that meet on one stream are decided one after the other; only a caller who
   * named the version is told.
   */
  public Mono<Recorded> send(Caller caller, Object command, Intent intent) {
    return Mono.deferContextual(
        context -> {
          var correlation = Correlation.of(context);
          return Blocking.<Recorded>call(
                  () -> gateway.sendAndWait(message(caller, command, intent, correlation)))
              .retryWhen(
                  Retry.backoff(ATTEMPTS_AFTER_A_CONFLICT, Duration.ofMillis(5))
                      .filter(ConcurrencyException.class::isInstance)
                      .onRetryExhaustedThrow((_, last) -> last.failure()));
        });
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
