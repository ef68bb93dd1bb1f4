package dev.agentledger.saga.conversation;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.Message;
import dev.agentledger.saga.run.history.ConversationHistory;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads conversations from the log. */
@Component
public class Transcripts implements ConversationHistory {

  private final EventStore events;

  public Transcripts(EventStore events) {
    this.events = events;
  }

  @Override
  public List<Message> before(String tenant, ConversationTurn turn) {
    return read(tenant, new ConversationId(turn.conversationId()), turn.sequence())
        .map(transcript -> transcript.messagesWithout(turn.turnId()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no conversation %s".formatted(turn.conversationId())));
  }

  /** As the log has it now; empty when the tenant has no such conversation. */
  Optional<Transcript> read(String tenant, ConversationId conversationId) {
    return read(tenant, conversationId, Long.MAX_VALUE);
  }

  private Optional<Transcript> read(String tenant, ConversationId conversationId, long upTo) {
    var reader = new Transcript.Reader();
    // From the first event on: without that, the store begins at a snapshot of the aggregate.
    var stream = events.readEvents(conversationId.value(), 0);
    while (stream.hasNext()) {
      var event = stream.next();
      if (event.getSequenceNumber() > upTo) {
        break;
      }
      if (!tenant.equals(event.getMetaData().get(Envelope.TENANT))) {
        return Optional.empty();
      }
      reader.read((ConversationEvent) event.getPayload(), event.getSequenceNumber());
    }
    return reader.transcript();
  }
}
