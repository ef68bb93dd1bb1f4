package dev.agentledger.server.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of streams as entity tags: what {@code ETag} says and {@code If-Match} asks for. */
public final class EntityTags {

  private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

  private EntityTags() {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The version that the caller expects; null when any will do, as without the header or with
   * {@code *}.
   *
   * <p>A weak tag counts like a strong one, because compressing proxies weaken tags and a version
   * means the same either way.
   *
   * @throws Problem when it is anything else than one entity tag of this program
   */
  public static @Nullable Long expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    var tag = VERSION.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw Problem.of(
          ProblemType.MALFORMED_REQUEST,
          "If-Match takes one entity tag as it stood in ETag, such as \"7\", or *");
    }
    return Long.valueOf(tag.group(1));
  }
}
