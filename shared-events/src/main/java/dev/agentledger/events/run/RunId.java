package dev.agentledger.events.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names one run of an agent. */
public record RunId(@JsonValue String value) {

  private static final String PREFIX = "run_";
  private static final int BYTES_OF_DIGEST = 16;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RunId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A run id must not be blank");
    }
  }

  /** The run that answers a call of another run: the same one for every attempt at the call. */
  public static RunId childOf(RunId parent, String callId) {
    var digest = sha256(parent.value + '/' + callId);
    return new RunId(PREFIX + HexFormat.of().formatHex(digest, 0, BYTES_OF_DIGEST));
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
