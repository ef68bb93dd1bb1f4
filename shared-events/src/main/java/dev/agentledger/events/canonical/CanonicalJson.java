package dev.agentledger.events.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The one text form of a JSON value, by RFC 8785, and the hash that names it. */
public final class CanonicalJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .build();

  private CanonicalJson() {}

  /**
   * Empty and absent properties of a record are the same; values inside maps are kept as they are.
   */
  public static byte[] of(@Nullable Object value) {
    try {
      return CanonicalText.of(JSON.valueToTree(value)).getBytes(UTF_8);
    } catch (IllegalArgumentException notJson) {
      throw new IllegalArgumentException("Not a JSON value: " + notJson.getMessage(), notJson);
    } catch (IOException notCanonical) {
      throw new IllegalArgumentException(
          "Has no canonical form: " + notCanonical.getMessage(), notCanonical);
    }
  }

  /** {@code sha256:<hex>} of the canonical form. */
  public static String hashOf(@Nullable Object value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(of(value));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
