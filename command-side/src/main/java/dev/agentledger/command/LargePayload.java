package dev.agentledger.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A payload that is kept by the digest of its text instead of in the event's row.
 *
 * @param digest {@code sha256:<hex>}
 * @param reference what the row holds instead: the digest, first, and the ids by which events are
 *     found
 */
record LargePayload(String digest, String content, String reference) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_BYTES_IN_A_ROW = 8 * 1024;

  static boolean is(String payload) {
    return payload.length() > MOST_BYTES_IN_A_ROW
        || payload.getBytes(UTF_8).length > MOST_BYTES_IN_A_ROW;
  }

  static LargePayload of(String payload) {
    var digest = digestOf(payload);
    return new LargePayload(digest, payload, referenceTo(digest, payload));
  }

  private static String referenceTo(String digest, String payload) {
    try {
      var reference = JSON.createObjectNode().put("$blob", digest);
      JSON.readTree(payload)
          .forEachEntry(
              (name, value) -> {
                if (value.isTextual() && name.endsWith("Id")) {
                  reference.set(name, value);
                }
              });
      return JSON.writeValueAsString(reference);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("A payload is JSON", notJson);
    }
  }

  private static String digestOf(String payload) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(payload.getBytes(UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
