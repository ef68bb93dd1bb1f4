package dev.agentledger.saga.validation;

import com.networknt.schema.SpecificationVersion;
import dev.agentledger.saga.template.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * What a schema must keep to beyond its metaschema: no look outside itself, no broken expression.
 */
final class SchemaRules {

  private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();

  private static final Set<String> MAPS_OF_SCHEMAS =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
  private static final Set<String> LISTS_OF_SCHEMAS =
      Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> SCHEMAS =
      Set.of(
          "items",
          "contains",
          "additionalProperties",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties",
          "if",
          "then",
          "else",
          "not",
          "contentSchema");

  private final JsonNode root;
  private final String id;
  private final Set<String> anchors = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private SchemaRules(JsonNode root) {
    this.root = root;
    this.id = root.path("$id").asString("").replaceFirst("#$", "");
  }

  static List<Violation> violations(JsonNode schema) {
    var rules = new SchemaRules(schema);
    rules.walk(schema, "", rules::collectAnchors);
    rules.walk(schema, "", rules::check);
    return rules.violations;
  }

  /** What is done at each subschema. */
  private interface Visit {
    void at(JsonNode schema, String pointer);
  }

  private void walk(JsonNode schema, String pointer, Visit visit) {
    if (!schema.isObject()) {
      return;
    }
    visit.at(schema, pointer);
    for (var keyword : schema.properties()) {
      var at = JsonPointer.append(pointer, keyword.getKey());
      var value = keyword.getValue();
      if (SCHEMAS.contains(keyword.getKey())) {
        walk(value, at, visit);
      } else if (LISTS_OF_SCHEMAS.contains(keyword.getKey()) && value.isArray()) {
        for (var index = 0; index < value.size(); index++) {
          walk(value.get(index), JsonPointer.append(at, index), visit);
        }
      } else if (MAPS_OF_SCHEMAS.contains(keyword.getKey()) && value.isObject()) {
        value
            .properties()
            .forEach(
                member -> walk(member.getValue(), JsonPointer.append(at, member.getKey()), visit));
      }
    }
  }

  private void collectAnchors(JsonNode schema, String pointer) {
    anchors.add(schema.path("$anchor").asString(""));
    anchors.add(schema.path("$dynamicAnchor").asString(""));
  }

  private void check(JsonNode schema, String pointer) {
    checkDialect(schema, pointer);
    if (!pointer.isEmpty() && schema.has("$id")) {
      violations.add(
          new Violation(
              pointer + "/$id",
              "$id",
              "a schema within the schema has an $id of its own",
              "Remove the $id and refer to the schema by its place, such as #/$defs/name."));
    }
    checkReference(schema, pointer, "$ref");
    checkReference(schema, pointer, "$dynamicRef");
    if (schema.path("pattern").isString()) {
      checkPattern(schema.path("pattern").asString(), pointer + "/pattern", "pattern");
    }
    if (schema.path("patternProperties").isObject()) {
      schema
          .path("patternProperties")
          .propertyNames()
          .forEach(
              pattern ->
                  checkPattern(
                      pattern,
                      JsonPointer.append(pointer + "/patternProperties", pattern),
                      "patternProperties"));
    }
  }

  private void checkDialect(JsonNode schema, String pointer) {
    var dialect = schema.path("$schema");
    if (dialect.isString() && !dialect.asString().replaceFirst("#$", "").equals(DIALECT)) {
      violations.add(
          new Violation(
              pointer + "/$schema",
              "$schema",
              "is %s, but schemas are read as JSON Schema 2020-12".formatted(dialect.asString()),
              "Use %s, or leave $schema out.".formatted(DIALECT)));
    }
  }

  private void checkReference(JsonNode schema, String pointer, String keyword) {
    if (!schema.path(keyword).isString()) {
      return;
    }
    var reference = schema.path(keyword).asString();
    var local =
        !id.isEmpty() && reference.startsWith(id) ? reference.substring(id.length()) : reference;
    var at = JsonPointer.append(pointer, keyword);
    if (!local.isEmpty() && !local.startsWith("#")) {
      violations.add(
          new Violation(
              at,
              keyword,
              "\"%s\" lies outside this schema, and nothing is fetched".formatted(reference),
              "Copy what it refers to into $defs and refer to #/$defs/name."));
    } else if (!isKnown(local)) {
      violations.add(
          new Violation(
              at,
              keyword,
              "\"%s\" refers to nothing in this schema".formatted(reference),
              "Define it, or correct the reference."));
    }
  }

  private boolean isKnown(String local) {
    var fragment = local.isEmpty() ? "" : local.substring(1);
    if (!fragment.isEmpty() && !fragment.startsWith("/")) {
      return anchors.contains(fragment);
    }
    try {
      var target = root.at(JsonSchemas.percentDecoded(fragment));
      return target.isObject() || target.isBoolean();
    } catch (IllegalArgumentException noPointer) {
      return false;
    }
  }

  private void checkPattern(String pattern, String pointer, String keyword) {
    try {
      BoundedRegex.compile(pattern);
    } catch (PatternSyntaxException broken) {
      violations.add(
          new Violation(
              pointer,
              keyword,
              "\"%s\" is not a regular expression: %s at character %d"
                  .formatted(pattern, broken.getDescription(), Math.max(broken.getIndex(), 0) + 1),
              "Correct the expression."));
    }
  }
}
