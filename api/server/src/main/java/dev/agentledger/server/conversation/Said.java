package dev.agentledger.server.conversation;

import static dev.agentledger.server.http.ProblemType.INVALID;

import dev.agentledger.server.http.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be said in a conversation, and under which id. */
public final class Said {

  public static final int LONGEST = 100_000;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  private Said() {}

  /** The content; a problem when it says nothing or too much. */
  public static String content(@Nullable String content) {
    if (content == null || content.isBlank()) {
      throw Problem.of(INVALID, "content: say something");
    }
    if (content.length() > LONGEST) {
      throw Problem.of(INVALID, "content: has at most %d characters".formatted(LONGEST));
    }
    return content;
  }

  /** The id that the caller gave, or else a new one. */
  static String id(@Nullable String given, String member, String fresh) {
    if (given != null && !ID.matcher(given).matches()) {
      throw Problem.of(
          INVALID,
          "%s: takes 1 to 100 letters, digits, dots, dashes, colons and underscores, the first a"
                  .formatted(member)
              + " letter or digit");
    }
    return given == null ? fresh : given;
  }
}
