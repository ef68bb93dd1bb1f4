package dev.agentledger.query.projection;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What creates a generation's tables.
 *
 * <p>Indexes that do not make anything unique serve readers alone. They cost least when they are
 * made of rows that are all there.
 */
record TableScript(String text) {

  private static final Pattern INDEX =
      Pattern.compile("^create index\\b([^;]*)(;|\\z)", Pattern.MULTILINE);

  /** Tables, and what keeps their rows apart. */
  String tables() {
    return INDEX.matcher(text).replaceAll("");
  }

  /** Statements that change nothing when they are repeated. */
  List<String> indexes() {
    return INDEX
        .matcher(text)
        .results()
        .map(index -> "create index if not exists" + index.group(1))
        .toList();
  }
}
