package dev.agentledger.events.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names an agent's stream.
 *
 * <p>It is derived from tenant and slug, so that two agents of a tenant can never share a slug:
 * they would be one stream.
 */
public record AgentId(@JsonValue String value) {

  private static final String PREFIX = "agt_";
  private static final int BYTES_OF_DIGEST = 12;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AgentId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("An agent id must not be blank");
    }
  }

  public static AgentId of(String tenant, String slug) {
    var digest = sha256(tenant + '/' + slug);
    return new AgentId(PREFIX + HexFormat.of().formatHex(digest, 0, BYTES_OF_DIGEST));
  }

  /** Reads what a person typed, an id or a slug, as the agent of that tenant. */
  public static AgentId fromIdOrSlug(String tenant, String idOrSlug) {
    return idOrSlug.startsWith(PREFIX) ? new AgentId(idOrSlug) : of(tenant, idOrSlug);
  }

  @Override
  public String toString() {
    return value;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
