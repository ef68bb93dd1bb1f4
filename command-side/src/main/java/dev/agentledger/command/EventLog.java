package dev.agentledger.command;

import dev.agentledger.events.Envelope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.JdbcEventStorageEngineStatements;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.TimestampWriter;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Axon's event store on the tables of the event log.
 *
 * <p>It differs from Axon's own in three ways: large payloads are kept once, by their digest; an
 * event without tenant and actor is not accepted; and two that begin the same stream at the same
 * time collide like any other two, so that whoever lost can decide again.
 */
final class EventLog extends JdbcEventStorageEngine {

  private static final String UNIQUE_VIOLATION = "23505";

  private static final EventSchema TABLES = schemaOn("event");
  private static final EventSchema WITH_PAYLOADS = schemaOn("event_with_payload");

  private static final String APPEND =
      """
      with large as (
        insert into blob (digest, content)
        select digest, content
        from (values (cast(? as text), cast(? as text))) as candidate (digest, content)
        where digest is not null
        on conflict (digest) do nothing
      )
      insert into event
        (event_id, stream_type, stream_id, sequence, recorded_at, contract, revision, metadata, payload)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcClient sql;

  EventLog(Builder settings, JdbcClient sql) {
    super(
        settings
            .schema(TABLES)
            .dataType(String.class)
            .persistenceExceptionResolver(EventLog::isDuplicate)
            .appendEvents(EventLog::append)
            .readEventDataForAggregate(
                (connection, _, stream, first, size) ->
                    JdbcEventStorageEngineStatements.readEventDataForAggregate(
                        connection, WITH_PAYLOADS, stream, first, size))
            .readEventDataWithoutGaps(
                (connection, _, position, size) ->
                    JdbcEventStorageEngineStatements.readEventDataWithoutGaps(
                        connection, WITH_PAYLOADS, position, size))
            .readEventDataWithGaps(
                (connection, _, position, size, gaps) ->
                    JdbcEventStorageEngineStatements.readEventDataWithGaps(
                        connection, WITH_PAYLOADS, position, size, gaps)));
    this.sql = sql;
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    super.appendEvents(events, serializer);
    if (!events.isEmpty()) {
      sql.sql("select position from event where event_id = ?")
          .param(events.getLast().getIdentifier())
          .query(Long.class)
          .optional()
          .ifPresent(Positions::recorded);
    }
  }

  @Override
  protected void handlePersistenceException(Exception exception, EventMessage<?> failedEvent) {
    try {
      super.handlePersistenceException(exception, failedEvent);
    } catch (AggregateStreamCreationException begunTwice) {
      throw new ConcurrencyException(begunTwice.getMessage(), begunTwice);
    }
  }

  private static PreparedStatement append(
      Connection connection,
      EventSchema schema,
      Class<?> dataType,
      List<? extends EventMessage<?>> events,
      Serializer serializer,
      TimestampWriter timestamps)
      throws SQLException {
    var statement = connection.prepareStatement(APPEND);
    for (EventMessage<?> message : events) {
      add(statement, inStream(message), serializer, timestamps);
    }
    return statement;
  }

  private static void add(
      PreparedStatement statement,
      DomainEventMessage<?> event,
      Serializer serializer,
      TimestampWriter timestamps)
      throws SQLException {
    var payload = event.serializePayload(serializer, String.class);
    statement.setString(3, event.getIdentifier());
    statement.setString(4, event.getType());
    statement.setString(5, event.getAggregateIdentifier());
    statement.setLong(6, event.getSequenceNumber());
    timestamps.writeTimestamp(statement, 7, event.getTimestamp());
    statement.setString(8, payload.getType().getName());
    statement.setString(9, payload.getType().getRevision());
    statement.setString(10, event.serializeMetaData(serializer, String.class).getData());
    if (LargePayload.is(payload.getData())) {
      var large = LargePayload.of(payload.getData());
      statement.setString(1, large.digest());
      statement.setString(2, large.content());
      statement.setString(11, large.reference());
    } else {
      statement.setNull(1, Types.VARCHAR);
      statement.setNull(2, Types.VARCHAR);
      statement.setString(11, payload.getData());
    }
    statement.addBatch();
  }

  private static DomainEventMessage<?> inStream(EventMessage<?> message) {
    if (message instanceof DomainEventMessage<?> event && event.getType() != null) {
      Envelope.from(event.getMetaData());
      return event;
    }
    throw new IllegalArgumentException(
        "Only aggregates record facts, not whoever published " + message.getPayloadType());
  }

  private static boolean isDuplicate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static EventSchema schemaOn(String table) {
    return EventSchema.builder()
        .eventTable(table)
        .snapshotTable("snapshot")
        .globalIndexColumn("position")
        .eventIdentifierColumn("event_id")
        .typeColumn("stream_type")
        .aggregateIdentifierColumn("stream_id")
        .sequenceNumberColumn("sequence")
        .timestampColumn("recorded_at")
        .payloadTypeColumn("contract")
        .payloadRevisionColumn("revision")
        .metaDataColumn("metadata")
        .payloadColumn("payload")
        .build();
  }
}
