package dev.agentledger.events.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
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
    return textOf(sha256().digest(of(value)));
  }

  /** The hash of an object whose members are in canonical form, by their names. */
  public static String hashOfObject(SortedMap<String, byte[]> members) {
    var digest = sha256();
    var separator = '{';
    for (var member : members.entrySet()) {
      digest.update((byte) separator);
      digest.update(CanonicalText.of(member.getKey()).getBytes(UTF_8));
      digest.update((byte) ':');
      digest.update(member.getValue());
      separator = ',';
    }
    return textOf(digest.digest((separator == '{' ? "{}" : "}").getBytes(UTF_8)));
  }

  /** The canonical form of an array whose elements have theirs. */
  public static byte[] arrayOf(List<byte[]> elements) {
    var whole = new ByteArrayOutputStream();
    var separator = '[';
    for (var element : elements) {
      whole.write(separator);
      whole.writeBytes(element);
      separator = ',';
    }
    whole.writeBytes((separator == '[' ? "[]" : "]").getBytes(UTF_8));
    return whole.toByteArray();
  }

  private static String textOf(byte[] hash) {
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
