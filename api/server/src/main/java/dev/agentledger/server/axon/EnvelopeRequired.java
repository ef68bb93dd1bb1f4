package dev.agentledger.server.axon;

import dev.agentledger.events.Envelope;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** Keeps events out of the log that do not say in which tenant and by whom they were caused. */
final class EnvelopeRequired implements MessageDispatchInterceptor<EventMessage<?>> {

  @Override
  public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(
      List<? extends EventMessage<?>> events) {
    return (_, event) -> {
      Envelope.from(event.getMetaData());
      return event;
    };
  }
}
