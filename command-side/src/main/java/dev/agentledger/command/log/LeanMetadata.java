package dev.agentledger.command.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as a row keeps it: its circumstance by number, the ids of its envelope as bytes, where
 * they have the form that they usually have, and whatever is left as JSON.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record LeanMetadata(
    Circumstance circumstance,
    @Nullable UUID command,
    @Nullable UUID correlation,
    @Nullable UUID causation,
    byte @Nullable [] trace,
    byte @Nullable [] rest) {

  /** How the ids begin that this program gives to chains; few, since each makes circumstances. */
  private static final String CORRELATION = "cor_";

  /** In these a zero stands for any hexadecimal digit, which are all in lower case. */
  private static final String ID = "00000000-0000-0000-0000-000000000000";

  private static final String OWN_CORRELATION = CORRELATION + "0".repeat(32);
  private static final String TRACEPARENT = "00-%s-%s-00".formatted("0".repeat(32), "0".repeat(16));
  private static final HexFormat HEX = HexFormat.of();
  private static final ObjectMapper JSON = ContractSerializer.json();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** What a row holds beside its bytes of variable length. */
  private static final long FIXED = 64;

  static LeanMetadata of(Map<String, ?> metadata) {
    var rest = new HashMap<String, Object>(metadata);
    var ownCorrelation = takenOwnCorrelation(rest);
    return new LeanMetadata(
        Circumstance.takenFrom(rest, ownCorrelation == null ? null : CORRELATION),
        taken(rest, Envelope.COMMAND_ID),
        ownCorrelation == null ? taken(rest, Envelope.CORRELATION_ID) : ownCorrelation,
        taken(rest, Envelope.CAUSATION_ID),
        takenTrace(rest),
        rest.isEmpty() ? null : json(rest));
  }

  /** All of it again. */
  Map<String, Object> whole() {
    var whole = new LinkedHashMap<String, Object>();
    put(whole, Envelope.COMMAND_ID, command);
    put(whole, Envelope.CORRELATION_ID, correlationId());
    put(whole, Envelope.CAUSATION_ID, causation);
    put(whole, Envelope.TRACEPARENT, trace == null ? null : traceparent(trace));
    circumstance.addTo(whole);
    if (rest != null) {
      whole.putAll(read(rest));
    }
    return whole;
  }

  byte[] json() {
    return json(whole());
  }

  long bytes() {
    return FIXED + (rest == null ? 0 : rest.length);
  }

  private @Nullable String correlationId() {
    if (correlation == null) {
      return null;
    }
    var id = correlation.toString();
    return circumstance.correlation() == null
        ? id
        : circumstance.correlation() + id.replace("-", "");
  }

  private static boolean isLike(String form, String text) {
    if (text.length() != form.length()) {
      return false;
    }
    for (var i = 0; i < form.length(); i++) {
      var character = text.charAt(i);
      if (form.charAt(i) == '0' ? !isDigit(character) : form.charAt(i) != character) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  private static @Nullable UUID taken(Map<String, Object> metadata, String name) {
    if (metadata.get(name) instanceof String id && isLike(ID, id)) {
      metadata.remove(name);
      return UUID.fromString(id);
    }
    return null;
  }

  private static @Nullable UUID takenOwnCorrelation(Map<String, Object> metadata) {
    if (metadata.get(Envelope.CORRELATION_ID) instanceof String id && isLike(OWN_CORRELATION, id)) {
      metadata.remove(Envelope.CORRELATION_ID);
      var from = CORRELATION.length();
      return new UUID(
          HexFormat.fromHexDigitsToLong(id, from, from + 16),
          HexFormat.fromHexDigitsToLong(id, from + 16, from + 32));
    }
    return null;
  }

  private static byte @Nullable [] takenTrace(Map<String, Object> metadata) {
    if (metadata.get(Envelope.TRACEPARENT) instanceof String trace && isLike(TRACEPARENT, trace)) {
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

  private static void put(Map<String, Object> metadata, String name, @Nullable Object id) {
    if (id != null) {
      metadata.put(name, id.toString());
    }
  }

  private static byte[] json(Map<String, Object> metadata) {
    try {
      return JSON.writeValueAsBytes(metadata);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException("Metadata that is not JSON", unwritable);
    }
  }

  private static Map<String, Object> read(byte[] json) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (IOException corrupt) {
      throw new UncheckedIOException(corrupt);
    }
  }
}
