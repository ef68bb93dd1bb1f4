package dev.agentledger.events.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;

/** Writes JSON as RFC 8785 has it: names in order, nothing between tokens, one form of a number. */
final class CanonicalText {

  /** Up to here every integer is a number of ECMAScript, which is how numbers are written. */
  private static final long LAST_EXACT_INTEGER = 1L << 53;

  private static final int FIRST_PRINTABLE = 0x20;
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder();

  /**
   * @throws IOException when a number is beyond those of ECMAScript
   */
  static String of(JsonNode value) throws IOException {
    var writer = new CanonicalText();
    writer.write(value);
    return writer.text.toString();
  }

  static String of(String value) {
    var writer = new CanonicalText();
    writer.writeString(value);
    return writer.text.toString();
  }

  private void write(JsonNode value) throws IOException {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value);
      case ARRAY -> writeArray(value);
      case NUMBER -> writeNumber(value);
      case BOOLEAN -> text.append(value.booleanValue());
      case NULL, MISSING -> text.append("null");
      case STRING, BINARY, POJO -> writeString(value.asText());
    }
  }

  /** Names are ordered by their UTF-16 code units, as Java compares them. */
  private void writeObject(JsonNode object) throws IOException {
    var properties = object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    var separator = '{';
    for (var property : properties) {
      text.append(separator);
      writeString(property.getKey());
      text.append(':');
      write(property.getValue());
      separator = ',';
    }
    text.append(separator == '{' ? "{}" : "}");
  }

  private void writeArray(JsonNode array) throws IOException {
    var separator = '[';
    for (var element : array) {
      text.append(separator);
      write(element);
      separator = ',';
    }
    text.append(separator == '[' ? "[]" : "]");
  }

  private void writeNumber(JsonNode number) throws IOException {
    if (isExact(number)) {
      text.append(number.longValue());
    } else if (number.isDouble() && !Double.isFinite(number.doubleValue())) {
      writeString(number.asText());
    } else {
      text.append(NumberToJSON.serializeNumber(Double.parseDouble(number.asText())));
    }
  }

  private static boolean isExact(JsonNode number) {
    return number.isIntegralNumber()
        && number.canConvertToLong()
        && number.longValue() >= -LAST_EXACT_INTEGER
        && number.longValue() <= LAST_EXACT_INTEGER;
  }

  private void writeString(String value) {
    text.append('"');
    for (var i = 0; i < value.length(); i++) {
      writeCharacter(value.charAt(i));
    }
    text.append('"');
  }

  private void writeCharacter(char character) {
    switch (character) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (character < FIRST_PRINTABLE) {
          text.append("\\u00")
              .append(HEX.charAt(character >> 4))
              .append(HEX.charAt(character & 15));
        } else {
          text.append(character);
        }
      }
    }
  }
}
