package dev.agentledger.query.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.query.Documents;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the audit trail writes instead of names and ids: they take a third of the room, and indexes
 * compare them at once.
 */
final class TrailKeys {

  private static final char BETWEEN = '\0'; // in no column

  /** Ids of ours: what they name, and a UUID of version 7 without hyphens. */
  private static final Pattern OURS = Pattern.compile("[a-z]+_([0-9a-f]{16})([0-9a-f]{16})");

  private final Map<String, Long> names = new HashMap<>();
  private final Map<String, UUID> ids = new HashMap<>();

  /** The key of the tenant itself. */
  static long of(String tenant) {
    return of(tenant, "");
  }

  /**
   * The key of a name in the tenant: the first eight bytes of the SHA-256 of both. Nobody can
   * choose a name for the key of another's: that takes 2^64 attempts.
   */
  static long of(String tenant, String name) {
    return digest(Documents.column(tenant) + BETWEEN + Documents.column(name)).getLong();
  }

  /**
   * The key of an id: the UUID in it, whatever it says before, or the first sixteen bytes of its
   * SHA-256.
   */
  static UUID ofId(String id) {
    var ours = OURS.matcher(id);
    if (ours.matches()) {
      return new UUID(
          HexFormat.fromHexDigitsToLong(ours.group(1)),
          HexFormat.fromHexDigitsToLong(ours.group(2)));
    }
    var digest = digest(Documents.column(id));
    return new UUID(digest.getLong(), digest.getLong());
  }

  /** {@link #of} where most are asked for again and again. */
  long recall(String tenant, String name) {
    return names.computeIfAbsent(tenant + BETWEEN + name, _ -> of(tenant, name));
  }

  /** {@link #ofId} where most are asked for again and again. */
  UUID recallId(String id) {
    return ids.computeIfAbsent(id, TrailKeys::ofId);
  }

  private static ByteBuffer digest(String text) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
