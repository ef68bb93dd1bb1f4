package dev.agentledger.saga.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Makes a short text that an everyday regular expression matches.
 *
 * <p>It understands literals, classes, groups, alternatives and quantifiers; look-around and
 * back-references it leaves to the check at the end.
 */
final class PatternExample {

  private static final int MAX_REPEATS = 1_000;
  private static final int MAX_CLASS = 128;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String PRINTABLE = printable();

  private final String pattern;
  private final int extra;
  private final int variant;
  private int at;

  private PatternExample(String pattern, int extra, int variant) {
    this.pattern = pattern;
    this.extra = extra;
    this.variant = variant;
  }

  /**
   * A text of at least that many characters, and another one for another variant where the pattern
   * leaves a choice.
   *
   * @throws NoExample if none was found
   */
  static String of(String pattern, int minLength, int variant) {
    try {
      var expression = BoundedRegex.compile(pattern);
      var repeats = 0;
      while (repeats <= Math.min(minLength, MAX_REPEATS)) {
        var example = new PatternExample(pattern, repeats, variant).alternatives();
        if (example.length() >= minLength && expression.matches(example)) {
          return example;
        }
        repeats++;
      }
    } catch (PatternSyntaxException
        | IndexOutOfBoundsException
        | NumberFormatException
        | TooCostly _) {
      // handled like a pattern that is not understood
    }
    throw new NoExample("no example of the pattern %s was found".formatted(pattern));
  }

  private String alternatives() {
    var first = sequence();
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      sequence();
    }
    return first;
  }

  private String sequence() {
    var text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      var atom = atom();
      text.append(repeated(atom));
    }
    return text.toString();
  }

  private List<String> atom() {
    var character = pattern.charAt(at++);
    return switch (character) {
      case '^', '$' -> List.of("");
      case '.' -> each(LETTERS);
      case '[' -> each(characterClass());
      case '(' -> List.of(group());
      case '\\' -> escaped();
      default -> List.of(String.valueOf(character));
    };
  }

  private String group() {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?<", at) && Character.isLetter(pattern.charAt(at + 2))) {
      at = pattern.indexOf('>', at) + 1;
    } else if (pattern.charAt(at) == '?') {
      throw new NoExample("the pattern looks around");
    }
    var text = alternatives();
    at++;
    return text;
  }

  private List<String> escaped() {
    var character = pattern.charAt(at++);
    return switch (character) {
      case 'b', 'B' -> List.of("");
      case 'n' -> List.of("\n");
      case 't' -> List.of("\t");
      case 'r' -> List.of("\r");
      case 'x' -> List.of(coded(2));
      case 'u' -> List.of(coded(4));
      case 'p', 'P', 'k', 'c', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          throw new NoExample("the pattern has \\" + character);
      default -> each(shorthand(character));
    };
  }

  private String coded(int digits) {
    var code = Integer.parseInt(pattern, at, at + digits, 16);
    at += digits;
    return String.valueOf((char) code);
  }

  private static String shorthand(char character) {
    return switch (character) {
      case 'd' -> "0123456789";
      case 'w' -> LETTERS;
      case 's' -> " ";
      case 'W' -> "-";
      case 'D', 'S' -> LETTERS;
      default -> String.valueOf(character);
    };
  }

  private String characterClass() {
    var negated = pattern.charAt(at) == '^';
    if (negated) {
      at++;
    }
    var members = new StringBuilder();
    while (pattern.charAt(at) != ']') {
      var low = member();
      if (low.length() == 1 && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
        at++;
        var high = member();
        var last = Math.min(high.charAt(0), low.charAt(0) + MAX_CLASS);
        for (int member = low.charAt(0); member <= last; member++) {
          members.append((char) member);
        }
      } else {
        members.append(low);
      }
    }
    at++;
    if (!negated) {
      return members.toString();
    }
    var rest = new StringBuilder();
    PRINTABLE
        .chars()
        .filter(member -> members.indexOf(String.valueOf((char) member)) < 0)
        .forEach(member -> rest.append((char) member));
    return rest.toString();
  }

  private String member() {
    var character = pattern.charAt(at++);
    return character == '\\' ? String.join("", escaped()) : String.valueOf(character);
  }

  private String repeated(List<String> atom) {
    var least = 1;
    var most = 1;
    if (at < pattern.length()) {
      switch (pattern.charAt(at)) {
        case '*' -> {
          least = 0;
          most = MAX_REPEATS;
          at++;
        }
        case '+' -> {
          most = MAX_REPEATS;
          at++;
        }
        case '?' -> {
          least = 0;
          at++;
        }
        case '{' -> {
          var close = pattern.indexOf('}', at);
          var bounds = pattern.substring(at + 1, close).split(",", -1);
          least = Integer.parseInt(bounds[0]);
          most =
              bounds.length == 1
                  ? least
                  : bounds[1].isEmpty() ? MAX_REPEATS : Integer.parseInt(bounds[1]);
          at = close + 1;
        }
        default -> {
          // once
        }
      }
      if (at < pattern.length() && pattern.charAt(at) == '?') {
        at++;
      }
    }
    var times = Math.min(Math.max(least, Math.min(most, extra)), MAX_REPEATS);
    var text = new StringBuilder();
    for (var time = 0; time < times; time++) {
      text.append(atom.get((time + variant) % atom.size()));
    }
    return text.toString();
  }

  private static List<String> each(String characters) {
    if (characters.isEmpty()) {
      throw new NoExample("a class of the pattern is empty");
    }
    var each = new ArrayList<String>();
    characters.chars().forEach(character -> each.add(String.valueOf((char) character)));
    return each;
  }

  private static String printable() {
    var printable = new StringBuilder(LETTERS);
    for (var character = '!'; character <= '~'; character++) {
      if (LETTERS.indexOf(character) < 0) {
        printable.append(character);
      }
    }
    return printable.toString();
  }
}
