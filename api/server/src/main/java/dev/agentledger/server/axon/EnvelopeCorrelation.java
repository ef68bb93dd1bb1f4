package dev.agentledger.server.axon;

import dev.agentledger.events.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Hands the envelope of a message on to whatever follows from it. */
final class EnvelopeCorrelation implements CorrelationDataProvider {

  private static final List<String> HANDED_ON =
      List.of(
          Envelope.TENANT,
          Envelope.ACTOR,
          Envelope.AUTHENTICATION,
          Envelope.ON_BEHALF_OF,
          Envelope.COMMAND_ID,
          Envelope.CORRELATION_ID,
          Envelope.TRACEPARENT);

  @Override
  public Map<String, ?> correlationDataFor(Message<?> message) {
    var data = new HashMap<String, Object>();
    for (var name : HANDED_ON) {
      var value = message.getMetaData().get(name);
      if (value != null) {
        data.put(name, value);
      }
    }
    data.putIfAbsent(Envelope.CORRELATION_ID, message.getIdentifier());
    data.put(Envelope.CAUSATION_ID, message.getIdentifier());
    if (message instanceof CommandMessage) {
      data.put(Envelope.COMMAND_ID, message.getIdentifier());
    }
    return data;
  }
}
