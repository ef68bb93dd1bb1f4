package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A payload that is kept by the digest of its text instead of in the event's row.
 *
 * @param digest {@code sha256:<hex>}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record LargePayload(String digest, byte[] content) {

  private static final int MOST_BYTES_IN_A_ROW = 8 * 1024;
  private static final byte[] REFERENCE = "{\"$blob\":\"".getBytes(US_ASCII);
  private static final int DIGEST_LENGTH = "sha256:".length() + 64;

  static boolean is(byte[] payload) {
    return payload.length > MOST_BYTES_IN_A_ROW;
  }

  static LargePayload of(byte[] payload) {
    return new LargePayload(digestOf(payload), payload);
  }

  /** What the row holds instead. */
  byte[] reference() {
    return "{\"$blob\":\"%s\"}".formatted(digest).getBytes(US_ASCII);
  }

  static boolean isReference(byte[] stored) {
    return stored.length > REFERENCE.length + DIGEST_LENGTH
        && Arrays.equals(stored, 0, REFERENCE.length, REFERENCE, 0, REFERENCE.length);
  }

  static String digestIn(byte[] reference) {
    return new String(reference, REFERENCE.length, DIGEST_LENGTH, US_ASCII);
  }

  private static String digestOf(byte[] payload) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
