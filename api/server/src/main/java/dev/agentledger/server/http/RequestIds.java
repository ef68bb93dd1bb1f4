package dev.agentledger.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Ids of what a request makes: the same again when the request comes again under its idempotency
 * key, so that carrying it out twice makes one thing.
 */
public final class RequestIds {

  private static final String SEED = RequestIds.class.getName() + ".seed";
  private static final String FENCE = RequestIds.class.getName() + ".fence";

  private RequestIds() {}

  /** The id of the one thing with this prefix that the request makes. */
  public static String next(String prefix, ServerWebExchange exchange) {
    byte @Nullable [] seed = exchange.getAttribute(SEED);
    return seed == null ? Ids.next(prefix) : Ids.derived(prefix, seeded(prefix, seed));
  }

  /**
   * Grows with each attempt at the same request; what an earlier attempt wrote late must not
   * replace what a later one wrote. Zero for a request that cannot come again.
   */
  public static long fence(ServerWebExchange exchange) {
    return exchange.<Long>getAttributeOrDefault(FENCE, 0L);
  }

  /** Makes the request repeatable. */
  public static void repeatable(ServerWebExchange exchange, byte[] seed, long fence) {
    exchange.getAttributes().put(SEED, seed);
    exchange.getAttributes().put(FENCE, fence);
  }

  private static byte[] seeded(String prefix, byte[] seed) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed);
      return digest.digest(prefix.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
