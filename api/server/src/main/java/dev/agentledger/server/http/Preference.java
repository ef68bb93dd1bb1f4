package dev.agentledger.server.http;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** How long a caller would like to wait for an end, by RFC 7240. */
public final class Preference {

  public static final String PREFER = "Prefer";
  public static final String APPLIED = "Preference-Applied";
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

  private Preference() {}

  /** Zero without a preference that can be understood; such a one is ignored. */
  public static Duration waitIn(List<String> prefer) {
    var match = WAIT.matcher(String.join(",", prefer));
    var wished = match.find() ? Duration.ofSeconds(Long.parseLong(match.group(1))) : Duration.ZERO;
    return wished.compareTo(LONGEST) > 0 ? LONGEST : wished;
  }
}
