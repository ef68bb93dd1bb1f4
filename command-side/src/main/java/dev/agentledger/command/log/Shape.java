package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** What the JSON of many payloads has in common, with marks where each has values of its own. */
final class Shape {

  /** Stands for a value in a shape, and between values; JSON on one line has none. */
  static final byte VALUE = '\n';

  /** Stands for the id of the payload's stream. */
  static final byte STREAM = 1;

  private final byte[] text;
  private final int values;
  private final int streams;

  Shape(byte[] text) {
    this.text = text;
    values = count(VALUE);
    streams = count(STREAM);
  }

  static Shape of(String text) {
    return new Shape(text.getBytes(UTF_8));
  }

  int length() {
    return text.length;
  }

  String text() {
    return new String(text, UTF_8);
  }

  /** The payload again, as it was before it was cut. */
  byte[] with(byte[] own, String streamId) {
    var stream = streamId.getBytes(UTF_8);
    var marks = values + streams + Math.max(0, values - 1);
    var json = new byte[text.length + own.length + streams * stream.length - marks];
    var end = 0;
    var from = 0;
    for (var piece : text) {
      switch (piece) {
        case VALUE -> {
          var to = endOfValue(own, from);
          System.arraycopy(own, from, json, end, to - from);
          end += to - from;
          from = to + 1;
        }
        case STREAM -> {
          System.arraycopy(stream, 0, json, end, stream.length);
          end += stream.length;
        }
        default -> json[end++] = piece;
      }
    }
    return json;
  }

  private static int endOfValue(byte[] own, int from) {
    var end = from;
    while (end < own.length && own[end] != VALUE) {
      end++;
    }
    return end;
  }

  private int count(byte mark) {
    var count = 0;
    for (var piece : text) {
      count += piece == mark ? 1 : 0;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(text, shape.text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }

  @Override
  public String toString() {
    return text();
  }
}
