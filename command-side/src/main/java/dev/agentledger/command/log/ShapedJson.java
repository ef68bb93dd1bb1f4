package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON cut in two: what payloads of one kind have in common, and what only this one says. A value
 * is that of a field at any depth; an array is one value. What is the id of the stream is not kept,
 * since the row knows the stream.
 *
 * @param shape the JSON with a mark instead of each value
 * @param values what stood there, with a mark between each two
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record ShapedJson(Shape shape, byte[] values) {

  /** Null for what is no object, or has a mark of its own, as JSON may have between its tokens. */
  static @Nullable ShapedJson of(byte[] json, String streamId) {
    return json.length > 0 && json[0] == '{' && isOnOneLine(json)
        ? new Cut(json, streamId.getBytes(UTF_8)).shaped()
        : null;
  }

  private static boolean isOnOneLine(byte[] json) {
    for (var character : json) {
      if (character >= 0 && character < ' ') {
        return false;
      }
    }
    return true;
  }

  private static final class Cut {

    private final byte[] json;
    private final byte[] streamId;
    private final ByteArrayOutputStream shape;
    private final ByteArrayOutputStream values;
    private int next;

    private Cut(byte[] json, byte[] streamId) {
      this.json = json;
      this.streamId = streamId;
      shape = new ByteArrayOutputStream(json.length);
      values = new ByteArrayOutputStream(json.length);
    }

    /** Outside values there are only objects and names of fields, so that a colon says enough. */
    private ShapedJson shaped() {
      var hasValues = false;
      while (next < json.length) {
        var character = json[next];
        common(character == '"' ? endOfString(next) : next + 1);
        if (character == ':' && next < json.length && json[next] != '{') {
          hasValues |= value(hasValues);
        }
      }
      return new ShapedJson(new Shape(shape.toByteArray()), values.toByteArray());
    }

    private boolean value(boolean hasOthers) {
      var isText = json[next] == '"';
      var end = isText ? endOfString(next) - 1 : endOfValue();
      if (isText) {
        common(next + 1);
      }
      var isStream = isText && Arrays.equals(json, next, end, streamId, 0, streamId.length);
      if (isStream) {
        shape.write(Shape.STREAM);
      } else {
        shape.write(Shape.VALUE);
        if (hasOthers) {
          values.write(Shape.VALUE);
        }
        values.write(json, next, end - next);
      }
      next = end;
      if (isText) {
        common(next + 1);
      }
      return !isStream;
    }

    private void common(int end) {
      shape.write(json, next, end - next);
      next = end;
    }

    /** Behind the quote that ends it. */
    private int endOfString(int from) {
      var at = from + 1;
      while (json[at] != '"') {
        at += json[at] == '\\' ? 2 : 1;
      }
      return at + 1;
    }

    /** Of a number, a word or an array. */
    private int endOfValue() {
      var at = next;
      for (var depth = 0; depth > 0 || (json[at] != ',' && json[at] != '}'); ) {
        depth +=
            switch (json[at]) {
              case '[' -> 1;
              case ']' -> -1;
              default -> 0;
            };
        at = json[at] == '"' ? endOfString(at) : at + 1;
      }
      return at;
    }
  }
}
