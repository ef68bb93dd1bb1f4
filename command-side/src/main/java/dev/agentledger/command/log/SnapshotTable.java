package dev.agentledger.command.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The newest state of each long stream, from which reading it can begin. */
final class SnapshotTable {

  private final JdbcClient database;
  private final Serializer serializer;
  private final Dictionary dictionary;

  SnapshotTable(DataSource database, Serializer serializer, Dictionary dictionary) {
    this.database = JdbcClient.create(database);
    this.serializer = serializer;
    this.dictionary = dictionary;
  }

  void store(DomainEventMessage<?> snapshot) {
    var state = snapshot.serializePayload(serializer, byte[].class);
    database
        .sql(
            """
            insert into snapshot
              (stream, sequence, recorded_at, event_id, state, revision, metadata, payload)
            select key, :sequence, :recordedAt, :eventId, :state, :revision, :metadata, :payload
            from stream where id = :stream
            on conflict (stream) do update
            set (sequence, recorded_at, event_id, state, revision, metadata, payload)
              = (excluded.sequence, excluded.recorded_at, excluded.event_id, excluded.state,
                 excluded.revision, excluded.metadata, excluded.payload)
            where snapshot.sequence <= excluded.sequence
            """)
        .param("stream", snapshot.getAggregateIdentifier())
        .param("sequence", snapshot.getSequenceNumber())
        .param("recordedAt", snapshot.getTimestamp().toEpochMilli())
        .param("eventId", UUID.fromString(snapshot.getIdentifier()))
        .param("state", state.getType().getName())
        .param("revision", state.getType().getRevision())
        .param("metadata", snapshot.serializeMetaData(serializer, byte[].class).getData())
        .param("payload", state.getData())
        .update();
  }

  Optional<DomainEventMessage<?>> read(String streamId) {
    return database
        .sql(
            """
            select stream.type, snapshot.*
            from snapshot join stream on stream.key = snapshot.stream
            where stream.id = :stream
            """)
        .param("stream", streamId)
        .query((row, _) -> message(streamId, row))
        .optional()
        .map(message -> message);
  }

  private DomainEventMessage<?> message(String streamId, ResultSet row) throws SQLException {
    var recordedAt = Instant.ofEpochMilli(row.getLong("recorded_at"));
    return new GenericDomainEventMessage<>(
        dictionary.word(row.getShort("type")).name(),
        streamId,
        row.getLong("sequence"),
        new SerializedMessage<>(
            row.getString("event_id"),
            new SimpleSerializedObject<>(
                row.getBytes("payload"),
                byte[].class,
                row.getString("state"),
                row.getString("revision")),
            new SimpleSerializedObject<>(
                row.getBytes("metadata"), byte[].class, MetaData.class.getName(), null),
            serializer),
        () -> recordedAt);
  }
}
