package dev.agentledger.server.deadletter;

import static java.util.stream.Collectors.toMap;

import dev.agentledger.api.projection.ParkedStream;
import dev.agentledger.api.projection.ProjectionDeadLetters;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.EventCatalog;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.springframework.stereotype.Component;

/** The dead letters of all projections and of the processors that Axon runs; every call blocks. */
@Component
class DeadLetters {

  private final EventProcessingConfiguration processing;
  private final TransactionManager transactions;
  private final ProjectionDeadLetters projections;

  DeadLetters(
      EventProcessingConfiguration processing,
      TransactionManager transactions,
      ProjectionDeadLetters projections) {
    this.processing = processing;
    this.transactions = transactions;
    this.projections = projections;
  }

  /** The first letter of each sequence that belongs to the tenant. */
  List<DeadLetterView> of(String tenant) {
    return Stream.concat(
            projections.of(tenant).stream().map(DeadLetters::view), ofProcessors(tenant).stream())
        .toList();
  }

  private List<DeadLetterView> ofProcessors(String tenant) {
    return transactions.fetchInTransaction(
        () ->
            queues().entrySet().stream()
                .flatMap(queue -> sequencesOf(queue.getKey(), queue.getValue(), tenant))
                .toList());
  }

  /**
   * Hands the waiting events of a stream to their handler again, in order, until one fails.
   *
   * @return whether all that was tried was digested
   */
  boolean retry(DeadLetterView letter) {
    return isOfProcessor(letter)
        ? retryByProcessor(letter)
        : projections.retry(letter.group(), letter.streamId());
  }

  private boolean retryByProcessor(DeadLetterView letter) {
    return processing
        .sequencedDeadLetterProcessor(letter.group())
        .map(processor -> processor.process(waiting -> isIt(waiting, letter)))
        .orElse(false);
  }

  /** Lets the projection go on without the first waiting event of a stream. */
  void discard(DeadLetterView letter) {
    if (isOfProcessor(letter)) {
      discardByProcessor(letter);
    } else {
      projections.discard(letter.group(), letter.streamId(), letter.eventId());
    }
  }

  private boolean isOfProcessor(DeadLetterView letter) {
    return processing.eventProcessors().containsKey(letter.group());
  }

  private void discardByProcessor(DeadLetterView letter) {
    transactions.executeInTransaction(
        () -> {
          var queue = queues().get(letter.group());
          if (queue != null) {
            first(queue, letter).forEach(queue::evict);
          }
        });
  }

  private static Stream<DeadLetter<? extends EventMessage<?>>> first(
      SequencedDeadLetterQueue<EventMessage<?>> queue, DeadLetterView letter) {
    return stream(queue.deadLetterSequence(letter.streamId()))
        .<DeadLetter<? extends EventMessage<?>>>map(found -> found)
        .filter(found -> isIt(found, letter))
        .limit(1);
  }

  private static Stream<DeadLetterView> sequencesOf(
      String group, SequencedDeadLetterQueue<EventMessage<?>> queue, String tenant) {
    return stream(queue.deadLetters())
        .flatMap(sequence -> stream(sequence).limit(1))
        .filter(letter -> tenant.equals(letter.message().getMetaData().get(Envelope.TENANT)))
        .map(letter -> view(group, queue, letter));
  }

  private static DeadLetterView view(
      String group,
      SequencedDeadLetterQueue<EventMessage<?>> queue,
      DeadLetter<? extends EventMessage<?>> letter) {
    var event = letter.message();
    var streamId =
        event instanceof DomainEventMessage<?> domain
            ? domain.getAggregateIdentifier()
            : event.getIdentifier();
    return new DeadLetterView(
        group,
        streamId,
        event.getIdentifier(),
        EventCatalog.nameOf(event.getPayloadType()),
        queue.sequenceSize(streamId),
        letter.cause().map(cause -> cause.type() + ": " + cause.message()).orElse(null),
        letter.enqueuedAt(),
        letter.lastTouched());
  }

  private static DeadLetterView view(ParkedStream parked) {
    return new DeadLetterView(
        parked.projection(),
        parked.streamId(),
        parked.eventId(),
        parked.contract(),
        parked.waiting(),
        parked.cause(),
        parked.since(),
        parked.lastTried());
  }

  private static boolean isIt(DeadLetter<?> waiting, DeadLetterView letter) {
    return waiting.message().getIdentifier().equals(letter.eventId());
  }

  private Map<String, SequencedDeadLetterQueue<EventMessage<?>>> queues() {
    return processing.eventProcessors().keySet().stream()
        .flatMap(group -> processing.deadLetterQueue(group).stream().map(q -> Map.entry(group, q)))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static <T> Stream<T> stream(Iterable<T> items) {
    return StreamSupport.stream(items.spliterator(), false);
  }
}
