package dev.agentledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.api.CommandRefused;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where a page ended, as a word that callers hand back without reading it. */
public final class Cursor {

  private Cursor() {}

  /** Names the place right after the item with these sort keys. */
  public static String after(Object... keys) {
    var texts = Stream.of(keys).map(Object::toString).toList();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Documents.write(texts).getBytes(UTF_8));
  }

  /**
   * Reads the sort keys back.
   *
   * @throws CommandRefused when no list gave this cursor out
   */
  public static <T> T read(String cursor, int keys, Function<List<String>, T> place) {
    try {
      var texts =
          List.of(
              Documents.read(
                  new String(Base64.getUrlDecoder().decode(cursor), UTF_8), String[].class));
      if (texts.size() != keys) {
        throw new IllegalArgumentException("Another number of keys");
      }
      return place.apply(texts);
    } catch (RuntimeException _) {
      throw new CommandRefused(
          CommandRefused.Reason.INVALID, "The cursor is not one that this list gave out");
    }
  }
}
