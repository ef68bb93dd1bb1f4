package dev.agentledger.events.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.agentledger.events.run.RunId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names one conversation; the runs that answer its turns get their names from it. */
public record ConversationId(@JsonValue String value) {

  private static final String ANSWER = "run_turn_";
  private static final String SUMMARY = "run_summary_";
  private static final int BYTES_OF_NAME = 16;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ConversationId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A conversation id must not be blank");
    }
  }

  /** The run that answers a turn: always the same for the same turn. */
  public RunId runOf(String turnId) {
    return new RunId(ANSWER + nameOf(turnId));
  }

  /** The run that sums up what was said before a turn. */
  public RunId summaryRunBefore(String turnId) {
    return new RunId(SUMMARY + nameOf(turnId));
  }

  /** Whether a run could be one of a conversation; others need not be looked at. */
  public static boolean mayOwn(RunId runId) {
    return runId.value().startsWith(ANSWER) || runId.value().startsWith(SUMMARY);
  }

  private String nameOf(String turnId) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(value.getBytes(UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(turnId.getBytes(UTF_8)), 0, BYTES_OF_NAME);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
