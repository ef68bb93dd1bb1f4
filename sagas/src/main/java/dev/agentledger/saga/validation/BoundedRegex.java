package dev.agentledger.saga.validation;

import com.networknt.schema.regex.RegularExpression;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression of a schema that gives up instead of backtracking for ever. */
final class BoundedRegex implements RegularExpression {

  /** About a hundredth of a second. */
  private static final int MOST_READS = 2_000_000;

  private final Pattern pattern;

  private BoundedRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws PatternSyntaxException if it is not a regular expression
   */
  static BoundedRegex compile(String ecmaScript) {
    return new BoundedRegex(Pattern.compile(javaPattern(ecmaScript)));
  }

  @Override
  public boolean matches(String value) {
    return pattern.matcher(new Counted(value, new AtomicInteger())).find();
  }

  /**
   * Java reads a few characters otherwise than ECMAScript does: {@code $} also before a last line
   * break, {@code [} and {@code &&} within a class as nested classes.
   */
  private static String javaPattern(String ecmaScript) {
    var java = new StringBuilder(ecmaScript.length());
    var inClass = false;
    for (var at = 0; at < ecmaScript.length(); at++) {
      var character = ecmaScript.charAt(at);
      if (character == '\\' && at + 1 < ecmaScript.length()) {
        java.append(character).append(ecmaScript.charAt(++at));
      } else if (inClass) {
        inClass = character != ']';
        java.append(character == '[' || character == '&' ? "\\" + character : character);
      } else if (character == '$') {
        java.append("\\z");
      } else {
        inClass = character == '[';
        java.append(character);
      }
    }
    return java.toString();
  }

  /** Text that counts how often the matcher looks at it. */
  private record Counted(CharSequence text, AtomicInteger reads) implements CharSequence {

    @Override
    public char charAt(int index) {
      if (reads.incrementAndGet() > MOST_READS) {
        throw new TooCostly("a regular expression takes too long on the text");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), reads);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
