package dev.agentledger.server.axon;

import dev.agentledger.server.database.NodeId;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** Where processors keep their place, sagas their state, and indigestible events wait. */
@Configuration(proxyBeanMethods = false)
class StoreWiring {

  /** How long a node may be silent before another takes over its segments. */
  private static final Duration CLAIM = Duration.ofSeconds(10);

  private static final TokenSchema TOKENS =
      TokenSchema.builder()
          .setTokenTable("token_entry")
          .setProcessorNameColumn("processor_name")
          .setTokenTypeColumn("token_type")
          .build();

  private static final SagaSchema SAGAS =
      SagaSchema.builder()
          .sagaEntryTable("saga_entry")
          .sagaIdColumn("saga_id")
          .sagaTypeColumn("saga_type")
          .serializedSagaColumn("serialized_saga")
          .associationValueEntryTable("saga_association")
          .associationKeyColumn("association_key")
          .associationValueColumn("association_value")
          .build();

  private static final DeadLetterSchema DEAD_LETTERS =
      DeadLetterSchema.builder()
          .deadLetterTable("dead_letter")
          .deadLetterIdentifierColumn("dead_letter_id")
          .processingGroupColumn("processing_group")
          .sequenceIdentifierColumn("sequence_identifier")
          .sequenceIndexColumn("sequence_index")
          .messageTypeColumn("message_type")
          .eventIdentifierColumn("event_identifier")
          .timestampColumn("time_stamp")
          .payloadTypeColumn("payload_type")
          .payloadRevisionColumn("payload_revision")
          .metaDataColumn("meta_data")
          .aggregateTypeColumn("aggregate_type")
          .aggregateIdentifierColumn("aggregate_identifier")
          .sequenceNumberColumn("sequence_number")
          .tokenTypeColumn("token_type")
          .enqueuedAtColumn("enqueued_at")
          .lastTouchedColumn("last_touched")
          .processingStartedColumn("processing_started")
          .causeTypeColumn("cause_type")
          .causeMessageColumn("cause_message")
          .build();

  @Bean
  TokenStore tokenStore(ConnectionProvider connections, Serializer serializer, NodeId node) {
    return JdbcTokenStore.builder()
        .connectionProvider(connections)
        .serializer(serializer)
        .schema(TOKENS)
        .claimTimeout(CLAIM)
        .nodeId(node.value())
        .build();
  }

  @Bean
  SagaStore<Object> sagaStore(ConnectionProvider connections, Serializer serializer) {
    return JdbcSagaStore.builder()
        .connectionProvider(connections)
        .serializer(serializer)
        .sqlSchema(new PostgresSagaSqlSchema(SAGAS))
        .build();
  }

  /**
   * An event that its handler cannot digest waits in a queue, with those of its stream behind it,
   * and the others go on. A fault of the environment is no such event: the processor waits for it
   * to pass.
   */
  @Bean
  ConfigurerModule indigestibleEventsWait(
      ConnectionProvider connections,
      TransactionManager transactions,
      Serializer serializer,
      @Qualifier("eventSerializer") Serializer eventSerializer) {
    return axon ->
        axon.eventProcessing(
            processing ->
                processing
                    .registerDeadLetterQueueProvider(
                        group ->
                            _ ->
                                JdbcSequencedDeadLetterQueue.builder()
                                    .processingGroup(group)
                                    .connectionProvider(connections)
                                    .transactionManager(transactions)
                                    .schema(DEAD_LETTERS)
                                    .genericSerializer(serializer)
                                    .eventSerializer(eventSerializer)
                                    .build())
                    .registerDefaultDeadLetterPolicy(_ -> StoreWiring::decide));
  }

  private static EnqueueDecision<EventMessage<?>> decide(
      DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
    if (cause instanceof DataAccessException fault && Attempts.isOfTheEnvironment(fault)) {
      throw fault;
    }
    return Decisions.enqueue(ThrowableCause.truncated(cause));
  }
}
