package dev.agentledger.saga.model.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a schema keeps to what OpenAI enforces to the letter; it refuses all others as strict.
 */
final class StrictSchema {

  private static final List<String> UNKNOWN =
      List.of(
          "allOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "patternProperties",
          "propertyNames",
          "minProperties",
          "maxProperties",
          "contains",
          "uniqueItems",
          "prefixItems",
          "default",
          "unevaluatedProperties");

  private StrictSchema() {}

  static boolean holds(Map<String, ? extends @Nullable Object> schema) {
    return "object".equals(schema.get("type")) && strict(schema);
  }

  private static boolean strict(@Nullable Object part) {
    return switch (part) {
      case Map<?, ?> schema ->
          UNKNOWN.stream().noneMatch(schema::containsKey)
              && (!isObject(schema) || closed(schema))
              && strictAll(schema.get("properties"))
              && strictAll(schema.get("$defs"))
              && strict(schema.get("items"))
              && strictEach(schema.get("anyOf"));
      case Boolean _ -> false;
      case null, default -> true;
    };
  }

  private static boolean isObject(Map<?, ?> schema) {
    return schema.containsKey("properties")
        || "object".equals(schema.get("type"))
        || (schema.get("type") instanceof List<?> types && types.contains("object"));
  }

  private static boolean closed(Map<?, ?> schema) {
    return Boolean.FALSE.equals(schema.get("additionalProperties"))
        && schema.get("properties") instanceof Map<?, ?> properties
        && schema.get("required") instanceof Collection<?> required
        && required.containsAll(properties.keySet());
  }

  private static boolean strictAll(@Nullable Object parts) {
    return !(parts instanceof Map<?, ?> map)
        || map.values().stream().allMatch(StrictSchema::strict);
  }

  private static boolean strictEach(@Nullable Object parts) {
    return !(parts instanceof List<?> list) || list.stream().allMatch(StrictSchema::strict);
  }
}
