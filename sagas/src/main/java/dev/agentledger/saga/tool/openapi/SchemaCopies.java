package dev.agentledger.saga.tool.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies schemas of a description into one JSON Schema 2020-12 that stands by itself. */
final class SchemaCopies {

  private static final int DEEPEST = 64;
  private static final int MOST_VALUES = 20_000;

  /** What only OpenAPI knows. */
  private static final Set<String> FOREIGN =
      Set.of("discriminator", "xml", "externalDocs", "example", "nullable", "$schema", "$id");

  /** Whose members are names and not keywords. */
  private static final Set<String> OF_NAMES =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  /** Whose values are no schemas. */
  private static final Set<String> OF_VALUES =
      Set.of("enum", "const", "default", "examples", "required", "type", "dependentRequired");

  private final Description description;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, @Nullable Object> definitions = new LinkedHashMap<>();
  private int values;

  SchemaCopies(Description description) {
    this.description = description;
  }

  /** The copy, whose references name what {@link #definitions} holds in the end. */
  @Nullable Object of(@Nullable Object schema) {
    return copy(schema, 0);
  }

  Map<String, @Nullable Object> definitions() {
    return definitions;
  }

  private @Nullable Object copy(@Nullable Object schema, int depth) {
    if (depth > DEEPEST || ++values > MOST_VALUES) {
      throw new Skip("Its schema is too large or nested too deeply");
    }
    return switch (schema) {
      case Map<?, ?> object -> object(object, depth);
      case List<?> list -> {
        var copies = new ArrayList<@Nullable Object>();
        list.forEach(element -> copies.add(copy(element, depth + 1)));
        yield copies;
      }
      case null, default -> schema;
    };
  }

  private Map<String, @Nullable Object> object(Map<?, ?> schema, int depth) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    schema.forEach(
        (key, value) -> {
          var keyword = String.valueOf(key);
          if (keyword.equals("$ref") && value instanceof String reference) {
            copy.put("$ref", "#/$defs/" + defined(reference, depth));
          } else if (OF_VALUES.contains(keyword)) {
            copy.put(keyword, value);
          } else if (OF_NAMES.contains(keyword) && value instanceof Map<?, ?> members) {
            var named = new LinkedHashMap<String, @Nullable Object>();
            members.forEach(
                (name, member) -> named.put(String.valueOf(name), copy(member, depth + 1)));
            copy.put(keyword, named);
          } else if (!FOREIGN.contains(keyword) && !keyword.startsWith("x-")) {
            copy.put(keyword, copy(value, depth + 1));
          }
        });
    if (description.isOf30()) {
      modernised(schema, copy);
    }
    return copy;
  }

  /** What 3.0 writes in its own way. */
  private static void modernised(Map<?, ?> schema, Map<String, @Nullable Object> copy) {
    exclusive(copy, "exclusiveMinimum", "minimum");
    exclusive(copy, "exclusiveMaximum", "maximum");
    if (Description.flag(schema, "nullable")) {
      if (copy.get("type") instanceof String type) {
        copy.put("type", List.of(type, "null"));
        if (copy.get("enum") instanceof List<?> choices && !choices.contains(null)) {
          var more = new ArrayList<@Nullable Object>(choices);
          more.add(null);
          copy.put("enum", more);
        }
      }
    }
  }

  private static void exclusive(Map<String, @Nullable Object> copy, String keyword, String bound) {
    if (copy.get(keyword) instanceof Boolean exclusive) {
      copy.remove(keyword);
      if (exclusive && copy.containsKey(bound)) {
        copy.put(keyword, copy.remove(bound));
      }
    }
  }

  private String defined(String reference, int depth) {
    var known = names.get(reference);
    if (known != null) {
      return known;
    }
    var target = description.at(reference);
    var plain =
        reference.substring(reference.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.-]", "_");
    var name = plain;
    for (var number = 2; definitions.containsKey(name); number++) {
      name = plain + "_" + number;
    }
    names.put(reference, name);
    definitions.put(name, null);
    definitions.put(name, copy(target, depth + 1));
    return name;
  }
}
