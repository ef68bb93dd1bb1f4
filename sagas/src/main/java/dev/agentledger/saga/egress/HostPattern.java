package dev.agentledger.saga.egress;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of hosts as people allow them: one name, or {@code *.example.com} for all below one. */
public final class HostPattern {

  private static final String ALL_BELOW = "*.";
  private static final Pattern FORM =
      Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?|[0-9a-f:.]{2,45}");

  private HostPattern() {}

  /** Whether the text is a name or a pattern of names. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** Whether one of the patterns fits the host. */
  public static boolean anyFits(List<String> patterns, String host) {
    var name = plain(host);
    return patterns.stream().anyMatch(pattern -> fits(plain(pattern), name));
  }

  private static boolean fits(String pattern, String name) {
    return pattern.startsWith(ALL_BELOW)
        ? name.endsWith(pattern.substring(1)) && name.length() >= pattern.length()
        : pattern.equals(name);
  }

  /** The name as it is compared: without the brackets of an address and the dot of the root. */
  public static String plain(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
