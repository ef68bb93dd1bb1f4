package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.events.Envelope;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as a row keeps it: the ids of its envelope as bytes, where they have the form that they
 * usually have, and all the rest as JSON.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record LeanMetadata(
    @Nullable UUID command,
    @Nullable UUID correlation,
    @Nullable UUID causation,
    byte @Nullable [] trace,
    byte[] rest) {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final HexFormat HEX = HexFormat.of();

  static LeanMetadata of(MetaData metadata, Serializer serializer) {
    var rest = new HashMap<String, Object>(metadata);
    return new LeanMetadata(
        taken(rest, Envelope.COMMAND_ID),
        taken(rest, Envelope.CORRELATION_ID),
        taken(rest, Envelope.CAUSATION_ID),
        takenTrace(rest),
        serializer.serialize(MetaData.from(rest), byte[].class).getData());
  }

  boolean hasIds() {
    return command != null || correlation != null || causation != null || trace != null;
  }

  /** Adds what is not in the rest. */
  void idsTo(Map<String, Object> metadata) {
    put(metadata, Envelope.COMMAND_ID, command);
    put(metadata, Envelope.CORRELATION_ID, correlation);
    put(metadata, Envelope.CAUSATION_ID, causation);
    put(metadata, Envelope.TRACEPARENT, trace == null ? null : traceparent(trace));
  }

  private static void put(Map<String, Object> metadata, String name, @Nullable Object id) {
    if (id != null) {
      metadata.put(name, id.toString());
    }
  }

  /** The whole as JSON again. */
  byte[] json() {
    var all = new StringBuilder(512).append('{');
    add(all, Envelope.COMMAND_ID, command);
    add(all, Envelope.CORRELATION_ID, correlation);
    add(all, Envelope.CAUSATION_ID, causation);
    add(all, Envelope.TRACEPARENT, trace == null ? null : traceparent(trace));
    var others = new String(rest, UTF_8);
    if (all.length() > 1 && others.length() > "{}".length()) {
      all.append(',');
    }
    return all.append(others, 1, others.length()).toString().getBytes(UTF_8);
  }

  long bytes() {
    return rest.length;
  }

  private static @Nullable UUID taken(Map<String, Object> metadata, String name) {
    if (metadata.get(name) instanceof String id && ID.matcher(id).matches()) {
      metadata.remove(name);
      return UUID.fromString(id);
    }
    return null;
  }

  private static byte @Nullable [] takenTrace(Map<String, Object> metadata) {
    if (metadata.get(Envelope.TRACEPARENT) instanceof String trace
        && TRACEPARENT.matcher(trace).matches()) {
      metadata.remove(Envelope.TRACEPARENT);
      return HEX.parseHex(trace.replace("-", ""));
    }
    return null;
  }

  private static String traceparent(byte[] trace) {
    var hex = HEX.formatHex(trace);
    return "%s-%s-%s-%s"
        .formatted(
            hex.substring(0, 2), hex.substring(2, 34), hex.substring(34, 50), hex.substring(50));
  }

  private static void add(StringBuilder all, String name, @Nullable Object value) {
    if (value != null) {
      all.append(all.length() > 1 ? "," : "")
          .append('"')
          .append(name)
          .append("\":\"")
          .append(value)
          .append('"');
    }
  }
}
