package dev.agentledger.saga.sandbox;

import java.util.regex.Pattern;

/** The two grammars in which an agent's code may be written. */
enum CodeForm {
  /** As CommonJS: the code is the body of a function. */
  SCRIPT(
      "(function (module, exports, require) {",
      "\n;return typeof handler === 'function' ? handler : undefined;\n})"),
  /** As an ECMAScript module. */
  MODULE(
      "",
      "\n;export const $ledger_top_level_handler = typeof handler === 'function' ? handler : undefined;\n");

  private static final Pattern MODULE_SYNTAX =
      Pattern.compile("^[ \\t]*(?:export|import)\\b", Pattern.MULTILINE);

  private final String prefix;
  private final String suffix;

  CodeForm(String prefix, String suffix) {
    this.prefix = prefix;
    this.suffix = suffix;
  }

  /** The form that is tried first; only a guess, because the parser knows better. */
  static CodeForm guess(String code) {
    return MODULE_SYNTAX.matcher(code).find() ? MODULE : SCRIPT;
  }

  CodeForm other() {
    return this == SCRIPT ? MODULE : SCRIPT;
  }

  /** The code as the engine gets it; lines keep their numbers. */
  String enclose(String code) {
    return prefix + code + suffix;
  }

  /** How far the first line is moved to the right. */
  int shift() {
    return prefix.length();
  }
}
