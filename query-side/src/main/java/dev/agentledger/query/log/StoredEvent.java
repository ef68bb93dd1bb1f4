package dev.agentledger.query.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.events.evolution.ContractSerializer;
import io.r2dbc.spi.Readable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.axonframework.common.DateTimeUtils;
import org.jspecify.annotations.Nullable;

/** One row of the event table. */
record StoredEvent(
    long position,
    String eventId,
    String streamType,
    String streamId,
    long sequence,
    String recordedAt,
    String contract,
    String revision,
    String metadata,
    String payload) {

  /** The table, or the view over it, from which events are read. */
  private static final String TABLE = "event_with_payload";

  static final String SELECT =
      """
      select position, event_id, stream_type, stream_id, sequence, recorded_at, contract, revision,
             metadata, payload
      from\s"""
          + TABLE;

  private static final ObjectMapper JSON = ContractSerializer.json();
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  static StoredEvent of(Readable row) {
    return new StoredEvent(
        number(row, "position"),
        text(row, "event_id"),
        text(row, "stream_type"),
        text(row, "stream_id"),
        number(row, "sequence"),
        text(row, "recorded_at"),
        text(row, "contract"),
        text(row, "revision"),
        text(row, "metadata"),
        text(row, "payload"));
  }

  /** The event as it is stored. */
  RecordedEvent recorded() {
    return recorded(contract, revision, payload);
  }

  /** The event with the payload of another revision. */
  RecordedEvent recorded(String asContract, String asRevision, String asPayload) {
    return new RecordedEvent(
        position,
        eventId,
        streamType,
        streamId,
        sequence,
        DateTimeUtils.parseInstant(recordedAt),
        asContract,
        Integer.parseInt(asRevision),
        object(metadata),
        object(asPayload));
  }

  Map<String, @Nullable Object> envelope() {
    return object(metadata);
  }

  static Map<String, @Nullable Object> object(String json) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (JsonProcessingException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  static long number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }
}
