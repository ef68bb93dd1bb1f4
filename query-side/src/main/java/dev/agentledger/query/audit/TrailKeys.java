package dev.agentledger.query.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.query.Documents;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the audit trail writes instead of the names in a tenant: the first eight bytes of the
 * SHA-256 of both.
 *
 * <p>Numbers take a third of the room, and the indexes compare them at once. Nobody can choose a
 * name for the key of another's: that takes 2^64 attempts.
 */
final class TrailKeys {

  private static final char BETWEEN = '\0'; // in no column

  private final Map<String, Long> known = new HashMap<>();

  /** The key of the tenant itself. */
  static long of(String tenant) {
    return of(tenant, "");
  }

  /** The key of a name in the tenant. */
  static long of(String tenant, String name) {
    return keyOf(textOf(tenant, name));
  }

  /** The same, where most are asked for again and again. */
  long recall(String tenant, String name) {
    return known.computeIfAbsent(textOf(tenant, name), TrailKeys::keyOf);
  }

  private static String textOf(String tenant, String name) {
    return Documents.column(tenant) + BETWEEN + Documents.column(name);
  }

  private static long keyOf(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
