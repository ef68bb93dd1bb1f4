package dev.agentledger.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What the owner of a key holds; only its digest is ever kept. */
public final class Secret {

  private static final String PREFIX = "al_";
  private static final int BYTES = 32;
  // RFC 6750; an administrator may have chosen a secret of another form than ours.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,512}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Blocks while the system gathers randomness. */
  public static Secret fresh() {
    var random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /**
   * A secret that somebody presents.
   *
   * @throws IllegalArgumentException when it cannot be one
   */
  public static Secret of(String value) {
    if (!TOKEN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A key has 16 to 512 characters, all of them printable ASCII without spaces");
    }
    return new Secret(value);
  }

  /** For the one answer that shows it. */
  public String reveal() {
    return value;
  }

  int length() {
    return value.length();
  }

  byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
