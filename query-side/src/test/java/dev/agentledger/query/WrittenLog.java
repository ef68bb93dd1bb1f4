package dev.agentledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
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
    var payload = event.serializePayload(serializer, String.class);
    jdbc.sql(
            """
            insert into event (event_id, stream_type, stream_id, sequence, recorded_at, contract,
                               revision, metadata, payload)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            event.getIdentifier(),
            event.getType(),
            event.getAggregateIdentifier(),
            event.getSequenceNumber(),
            DateTimeUtils.formatInstant(event.getTimestamp()),
            payload.getType().getName(),
            payload.getType().getRevision(),
            event.serializeMetaData(serializer, String.class).getData(),
            payload.getData())
        .update();
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
