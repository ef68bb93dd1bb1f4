package dev.agentledger.events.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a tool's stream.
 *
 * <p>It is derived from tenant and name, so that two tools of a tenant can never share a name: they
 * would be one stream.
 */
public record ToolId(@JsonValue String value) {

  /** No name of a tool begins like this, so that an id is never taken for a name. */
  public static final String PREFIX = "tol_";

  private static final int BYTES_OF_DIGEST = 12;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ToolId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A tool id must not be blank");
    }
  }

  public static ToolId of(String tenant, String name) {
    var digest = sha256("tool/" + tenant + '/' + name);
    return new ToolId(PREFIX + HexFormat.of().formatHex(digest, 0, BYTES_OF_DIGEST));
  }

  /** Reads what a person typed, an id or a name, as the tool of that tenant. */
  public static ToolId fromIdOrName(String tenant, String idOrName) {
    return idOrName.startsWith(PREFIX) ? new ToolId(idOrName) : of(tenant, idOrName);
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
