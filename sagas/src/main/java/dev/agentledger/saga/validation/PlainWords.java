package dev.agentledger.saga.validation;

import static java.util.stream.Collectors.joining;

import com.networknt.schema.Error;
import dev.agentledger.saga.template.JsonPointer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Says what the schema validator found in words that people use. */
final class PlainWords {

  private static final int LONGEST_QUOTE = 200;

  private static final Map<String, String> TYPES =
      Map.of(
          "object", "an object",
          "array", "a list",
          "string", "text",
          "number", "a number",
          "integer", "a whole number",
          "boolean", "true or false",
          "null", "null");

  private PlainWords() {}

  static Violation violation(Error error) {
    var at = error.getInstanceLocation().toString();
    var keyword = error.getKeyword();
    var property = error.getProperty();
    var expected = error.getSchemaNode();
    return switch (keyword) {
      case "required" ->
          new Violation(
              at,
              keyword,
              "\"%s\" is missing".formatted(property),
              "Add \"%s\".".formatted(property));
      case "additionalProperties", "unevaluatedProperties" ->
          new Violation(
              JsonPointer.append(at, Objects.requireNonNullElse(property, "")),
              keyword,
              "\"%s\" is not known here".formatted(property),
              "Remove it, or correct its name.");
      case "dependentRequired" ->
          new Violation(
              at,
              keyword,
              "\"%s\" is missing, which \"%s\" needs".formatted(error.getArguments()),
              "Add \"%s\".".formatted(error.getArguments()));
      default -> new Violation(at, keyword, says(error, expected), action(keyword, expected));
    };
  }

  private static String says(Error error, JsonNode expected) {
    return switch (error.getKeyword()) {
      case "type" -> "is %s, not %s".formatted(typeOf(error), types(expected));
      case "enum" -> "is none of the values that are possible";
      case "const" -> "is not the one value that is possible";
      case "minLength" -> "is shorter than %s characters".formatted(expected);
      case "maxLength" -> "is longer than %s characters".formatted(expected);
      case "pattern" -> "does not look like %s".formatted(quoted(expected));
      case "format" -> "is not a valid %s".formatted(expected.asString());
      case "minimum" -> "is less than %s".formatted(expected);
      case "maximum" -> "is more than %s".formatted(expected);
      case "exclusiveMinimum" -> "is not more than %s".formatted(expected);
      case "exclusiveMaximum" -> "is not less than %s".formatted(expected);
      case "multipleOf" -> "is not a multiple of %s".formatted(expected);
      case "minItems" -> "has fewer than %s elements".formatted(expected);
      case "maxItems" -> "has more than %s elements".formatted(expected);
      case "uniqueItems" -> "has an element more than once";
      case "minProperties" -> "has fewer than %s properties".formatted(expected);
      case "maxProperties" -> "has more than %s properties".formatted(expected);
      case "not" -> "is what the schema rules out";
      case "oneOf" ->
          "fits %s of the alternatives, not exactly one".formatted(error.getArguments());
      default -> Objects.requireNonNullElse(error.getMessage(), "does not fit the schema");
    };
  }

  private static String action(String keyword, JsonNode expected) {
    return switch (keyword) {
      case "type" -> "Give %s.".formatted(types(expected));
      case "enum" -> "Use one of %s.".formatted(quoted(expected));
      case "const" -> "Use %s.".formatted(quoted(expected));
      case "minLength", "minItems", "minProperties", "minimum" ->
          "Give at least %s.".formatted(expected);
      case "maxLength", "maxItems", "maxProperties", "maximum" ->
          "Give at most %s.".formatted(expected);
      case "pattern" -> "Give text that matches %s.".formatted(quoted(expected));
      default -> "Correct the value so that it fits \"%s\" of the schema.".formatted(keyword);
    };
  }

  private static String typeOf(Error error) {
    var node = error.getInstanceNode();
    if (node == null) {
      return "of another type";
    }
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "a list";
      case STRING, BINARY -> "text";
      case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a number";
      case BOOLEAN -> "true or false";
      case NULL, MISSING -> "null";
    };
  }

  private static String types(JsonNode expected) {
    return expected.isArray()
        ? StreamSupport.stream(expected.spliterator(), false)
            .map(PlainWords::type)
            .collect(joining(" or "))
        : type(expected);
  }

  private static String type(JsonNode expected) {
    return TYPES.getOrDefault(expected.asString(), expected.asString());
  }

  private static String quoted(JsonNode value) {
    var text = value.isString() ? value.asString() : value.toString();
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
  }
}
