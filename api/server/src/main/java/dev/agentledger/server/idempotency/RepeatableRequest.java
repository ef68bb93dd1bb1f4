package dev.agentledger.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.server.http.Caller;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A request that may come again.
 *
 * @param keyDigest of the idempotency key, which itself is not kept
 * @param fingerprint of everything that must be the same when it comes again
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed to the database as they are
record RepeatableRequest(String tenant, byte[] keyDigest, byte[] fingerprint) {

  static RepeatableRequest of(
      Caller caller, String idempotencyKey, ServerHttpRequest request, byte[] body) {
    var uri = request.getURI();
    return new RepeatableRequest(
        caller.tenant(),
        digest(text(idempotencyKey)),
        digest(
            text(request.getMethod().name()),
            text(uri.getRawPath()),
            text(uri.getRawQuery()),
            text(caller.authentication()),
            text(request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE)),
            // So that nobody who reads the table can try out what a body may have held.
            text(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION)),
            body));
  }

  /** The same for the same request, for the ids of what it makes. */
  byte[] seed() {
    return digest(text(tenant), keyDigest, fingerprint);
  }

  private static byte[] text(@Nullable String part) {
    return Objects.requireNonNullElse(part, "").getBytes(UTF_8);
  }

  /** Each part is preceded by its length, so that no two lists of parts look alike. */
  private static byte[] digest(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
