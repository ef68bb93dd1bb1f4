package dev.agentledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.events.Envelope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the tables of the log one transaction at a time, and reads them in their order. */
final class WrittenLog implements EventStorageEngine {

  private static final int BATCH = 500;

  private final JdbcClient jdbc;
  private final Serializer serializer;
  private final Map<List<String>, Short> dictionary = new HashMap<>();

  WrittenLog(JdbcClient jdbc, Serializer serializer) {
    this.jdbc = jdbc;
    this.serializer = serializer;
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    // Whoever draws positions first commits first.
    jdbc.sql("select pg_advisory_xact_lock(1)").query((_, _) -> true).single();
    for (var event : events) {
      append((DomainEventMessage<?>) event);
    }
  }

  private void append(DomainEventMessage<?> event) {
    var payload = event.serializePayload(serializer, byte[].class);
    jdbc.sql(
            """
            with head as (
              insert into stream (first_position, version, type, tenant, id)
              values (0, :sequence, :type, :tenant, :stream)
              on conflict (id) do update set version = excluded.version
              returning key)
            insert into event (stream, recorded_at, event_id, sequence, contract, metadata, payload)
            select key, :at, :event::uuid, :sequence, :contract, :metadata, :payload from head
            """)
        .param("stream", event.getAggregateIdentifier())
        .param("sequence", event.getSequenceNumber())
        .param("type", named(event.getType(), ""))
        .param("tenant", event.getMetaData().get(Envelope.TENANT))
        .param("at", event.getTimestamp().toEpochMilli())
        .param("event", event.getIdentifier())
        .param("contract", named(payload.getType().getName(), payload.getType().getRevision()))
        .param("metadata", event.serializeMetaData(serializer, byte[].class).getData())
        .param("payload", payload.getData())
        .update();
  }

  private short named(String name, String revision) {
    return dictionary.computeIfAbsent(
        List.of(name, revision),
        entry ->
            jdbc.sql("insert into dictionary (name, revision) values (?, ?) returning id")
                .params(entry)
                .query(Short.class)
                .single());
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
        Stream.iterate(
                page(position(token)),
                page -> !page.isEmpty(),
                page -> page(position(page.getLast().trackingToken())))
            .flatMap(List::stream),
        serializer,
        NoOpEventUpcaster.INSTANCE);
  }

  private List<TrackedDomainEventData<byte[]>> page(long after) {
    return jdbc.sql("select * from event_with_payload where position > ? order by position limit ?")
        .params(after, BATCH)
        .query((row, _) -> read(row))
        .list();
  }

  private static TrackedDomainEventData<byte[]> read(ResultSet row) throws SQLException {
    return new TrackedDomainEventData<>(
        new GlobalSequenceTrackingToken(row.getLong("position")),
        new GenericDomainEventEntry<>(
            row.getString("stream_type"),
            row.getString("stream_id"),
            row.getLong("sequence"),
            row.getString("event_id"),
            row.getString("recorded_at"),
            row.getString("contract"),
            row.getString("revision"),
            row.getString("payload").getBytes(UTF_8),
            row.getString("metadata").getBytes(UTF_8)));
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(
        jdbc.sql("select coalesce(max(position), 0) from event").query(Long.class).single());
  }

  private static long position(@Nullable TrackingToken token) {
    return token == null ? 0 : token.position().orElse(0);
  }

  @Override
  public TrackingToken createTokenAt(Instant moment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DomainEventStream readEvents(String streamId, long from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String streamId) {
    throw new UnsupportedOperationException();
  }
}
