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
 *
 * <p>Nobody can choose a text for the key of another's: for a name that takes 2^64 attempts, and an
 * id that is hashed has another version of UUID than one that is taken as it is.
 */
final class TrailKeys {

  private static final char BETWEEN = '\0'; // in no column

  private static final Pattern VERSION_7 =
      Pattern.compile("([0-9a-f]{12}7[0-9a-f]{3})([0-9a-f]{16})");

  /** Those of runs are most of all streams. */
  private static final String RUN = "run_";

  private static final String CHAIN = "cor_";

  private static final long VERSION = 0xF000;
  private static final long OWN_VERSION = 0x8000; // RFC 9562: for what only its maker understands

  private final Map<String, Long> names = new HashMap<>();
  private final Map<String, UUID> streams = new HashMap<>();
  private final Map<String, UUID> chains = new HashMap<>();

  /** The key of the tenant itself. */
  static long of(String tenant) {
    return of(tenant, "");
  }

  /** The key of a name in the tenant: the first eight bytes of the SHA-256 of both. */
  static long of(String tenant, String name) {
    return keyOf(textOf(tenant, name));
  }

  static UUID ofStream(String id) {
    return ofId(RUN, id);
  }

  static UUID ofChain(String id) {
    return ofId(CHAIN, id);
  }

  /** {@link #of} where most are asked for again and again. */
  long recall(String tenant, String name) {
    return names.computeIfAbsent(textOf(tenant, name), TrailKeys::keyOf);
  }

  UUID recallStream(String id) {
    return streams.computeIfAbsent(id, TrailKeys::ofStream);
  }

  UUID recallChain(String id) {
    return chains.computeIfAbsent(id, TrailKeys::ofChain);
  }

  /**
   * The UUID of an id that we made with this prefix, which sorts by time, so that neighbours in the
   * log are neighbours in the index; of any other the first sixteen bytes of its SHA-256.
   */
  private static UUID ofId(String prefix, String id) {
    if (id.startsWith(prefix)) {
      var ours = VERSION_7.matcher(id).region(prefix.length(), id.length());
      if (ours.matches()) {
        return new UUID(
            HexFormat.fromHexDigitsToLong(ours.group(1)),
            HexFormat.fromHexDigitsToLong(ours.group(2)));
      }
    }
    var digest = digest(Documents.column(id));
    return new UUID((digest.getLong() & ~VERSION) | OWN_VERSION, digest.getLong());
  }

  private static String textOf(String tenant, String name) {
    return Documents.column(tenant) + BETWEEN + Documents.column(name);
  }

  private static long keyOf(String text) {
    return digest(text).getLong();
  }

  private static ByteBuffer digest(String text) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
