package dev.agentledger.saga.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON value, by RFC 6901.
 *
 * @param names member names and indexes from the root; none for the whole value
 */
public record JsonPointer(List<String> names) {

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("~(?![01])");

  public JsonPointer {
    names = List.copyOf(names);
  }

  /**
   * Reads a pointer.
   *
   * @throws TemplateProblem if the text is not a JSON pointer
   */
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return new JsonPointer(List.of());
    }
    if (text.charAt(0) != '/') {
      throw new TemplateProblem("\"%s\" does not begin with /".formatted(text));
    }
    var names = new ArrayList<String>();
    for (var escaped : text.substring(1).split("/", -1)) {
      names.add(unescape(escaped, text));
    }
    return new JsonPointer(names);
  }

  /** The pointer text that goes one member further. */
  public static String append(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /** The pointer text that goes one element further. */
  public static String append(String pointer, int index) {
    return pointer + '/' + index;
  }

  /** What stands at this place of the value; a present but null value is {@link Found#value}. */
  public Optional<Found> find(@Nullable Object value) {
    var current = value;
    for (var name : names) {
      switch (current) {
        case Map<?, ?> map when map.containsKey(name) -> current = map.get(name);
        case List<?> list when isIndex(name, list.size()) ->
            current = list.get(Integer.parseInt(name));
        case null, default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Found(current));
  }

  /** A value that exists, though it may be null. */
  public record Found(@Nullable Object value) {}

  @Override
  public String toString() {
    return names.stream().reduce("", JsonPointer::append);
  }

  private static boolean isIndex(String name, int size) {
    return name.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(name) < size;
  }

  private static String unescape(String escaped, String text) {
    if (BROKEN_ESCAPE.matcher(escaped).find()) {
      throw new TemplateProblem("\"%s\" has a ~ that is not ~0 or ~1".formatted(text));
    }
    return escaped.replace("~1", "/").replace("~0", "~");
  }
}
