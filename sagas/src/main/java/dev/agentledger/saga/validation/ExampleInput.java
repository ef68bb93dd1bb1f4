package dev.agentledger.saga.validation;

import static java.util.Objects.requireNonNullElse;

import dev.agentledger.saga.template.JsonPointer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the same plausible value for the same schema, for a dry run whose builder gave no example.
 *
 * <p>It reads the usual keywords; conditions and negations it leaves to luck. Whoever uses the
 * value checks it against the schema.
 */
public final class ExampleInput {

  private static final int MAX_DEPTH = 24;

  /** Deeper than this, what is optional is left out. */
  private static final int INFORMATIVE_DEPTH = 5;

  private static final int MAX_ELEMENTS = 1_000;
  private static final int MAX_TEXT = 100_000;
  private static final int MAX_STEPS = 20_000;
  private static final String WORD = "example";
  private static final List<String> OF_OBJECTS =
      List.of(
          "properties", "required", "additionalProperties", "minProperties", "patternProperties");
  private static final List<String> OF_ARRAYS =
      List.of("items", "prefixItems", "minItems", "contains", "uniqueItems");
  private static final List<String> OF_TEXTS =
      List.of("minLength", "maxLength", "pattern", "format");
  private static final List<String> OF_NUMBERS =
      List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

  private final Map<?, ?> root;
  private int steps;

  private ExampleInput(Map<?, ?> root) {
    this.root = root;
  }

  /**
   * A value that should fit the schema.
   *
   * @throws NoExample if none could be made
   */
  public static @Nullable Object of(Map<String, ? extends @Nullable Object> schema) {
    return new ExampleInput(schema).make(schema, 0, 0, Set.of());
  }

  /**
   * @param variant makes elements of a list differ
   * @param open references that are being followed
   */
  private @Nullable Object make(@Nullable Object schema, int depth, int variant, Set<String> open) {
    if (++steps > MAX_STEPS || depth > MAX_DEPTH) {
      throw new NoExample("the schema goes too deep");
    }
    if (Boolean.FALSE.equals(schema)) {
      throw new NoExample("the schema allows nothing");
    }
    if (!(schema instanceof Map<?, ?> given)) {
      return text(Map.of(), variant);
    }
    var flat = flattened(given, open);
    var schemaOf = flat.schema();
    var alternatives = alternatives(schemaOf);
    if (alternatives.isEmpty()) {
      return value(schemaOf, depth, variant, flat.open());
    }
    for (var alternative : alternatives) {
      try {
        return make(alternative, depth + 1, variant, flat.open());
      } catch (NoExample _) {
        // the next alternative may do
      }
    }
    throw new NoExample("no alternative can be met");
  }

  /** A schema without references and conjunctions, and the references that were followed. */
  private record Flat(Map<String, @Nullable Object> schema, Set<String> open) {}

  private Flat flattened(Map<?, ?> given, Set<String> open) {
    var merged = copy(given);
    var followed = new LinkedHashSet<>(open);
    var rounds = 0;
    while (merged.containsKey("$ref") || merged.containsKey("allOf")) {
      if (++rounds > MAX_DEPTH) {
        throw new NoExample("references go round in a circle");
      }
      if (merged.remove("$ref") instanceof String reference) {
        followed.add(reference);
        merge(merged, resolve(reference));
      }
      if (merged.remove("allOf") instanceof List<?> all) {
        all.forEach(part -> merge(merged, part));
      }
    }
    return new Flat(merged, followed);
  }

  private @Nullable Object resolve(String reference) {
    var local = reference.contains("#") ? reference.substring(reference.indexOf('#') + 1) : "";
    if (!local.isEmpty() && !local.startsWith("/")) {
      return anchored(root, local)
          .orElseThrow(() -> new NoExample("nothing is called " + reference));
    }
    return JsonPointer.parse(JsonSchemas.percentDecoded(local))
        .find(root)
        .orElseThrow(() -> new NoExample("there is no " + reference))
        .value();
  }

  private static Optional<Object> anchored(@Nullable Object place, String anchor) {
    return switch (place) {
      case Map<?, ?> map when anchor.equals(map.get("$anchor")) -> Optional.of(map);
      case Map<?, ?> map -> anchoredIn(map.values(), anchor);
      case List<?> list -> anchoredIn(list, anchor);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Object> anchoredIn(Iterable<?> places, String anchor) {
    for (var place : places) {
      var found = anchored(place, anchor);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The schema once with each branch of its first disjunction. */
  private static List<Map<String, @Nullable Object>> alternatives(
      Map<String, @Nullable Object> schema) {
    for (var keyword : List.of("oneOf", "anyOf")) {
      if (schema.get(keyword) instanceof List<?> branches) {
        var alternatives = new ArrayList<Map<String, @Nullable Object>>();
        for (var branch : branches) {
          var alternative = copy(schema);
          alternative.remove(keyword);
          if (Boolean.FALSE.equals(branch)) {
            continue;
          }
          merge(alternative, branch);
          alternatives.add(alternative);
        }
        if (alternatives.isEmpty()) {
          throw new NoExample("every alternative is ruled out");
        }
        return alternatives;
      }
    }
    return List.of();
  }

  private @Nullable Object value(
      Map<String, @Nullable Object> schema, int depth, int variant, Set<String> open) {
    if (schema.containsKey("const")) {
      return schema.get("const");
    }
    if (schema.get("enum") instanceof List<?> values) {
      var possible = values.stream().filter(value -> isOfType(schema, value)).toList();
      if (possible.isEmpty()) {
        throw new NoExample("no value of the enumeration has the type");
      }
      return possible.get(variant % possible.size());
    }
    if (variant == 0 && schema.containsKey("default")) {
      return schema.get("default");
    }
    if (schema.get("examples") instanceof List<?> examples && variant < examples.size()) {
      return examples.get(variant);
    }
    return switch (typeOf(schema)) {
      case "object" -> object(schema, depth, variant, open);
      case "array" -> array(schema, depth, variant, open);
      case "integer" -> number(schema, variant, true);
      case "number" -> number(schema, variant, false);
      case "boolean" -> variant % 2 == 0;
      case "null" -> null;
      default -> text(schema, variant);
    };
  }

  private static String typeOf(Map<String, @Nullable Object> schema) {
    return switch (schema.get("type")) {
      case String type -> type;
      case List<?> types when types.stream().anyMatch(type -> !"null".equals(type)) ->
          (String) types.stream().filter(type -> !"null".equals(type)).findFirst().orElseThrow();
      case List<?> types when !types.isEmpty() -> "null";
      case List<?> _ -> throw new NoExample("the types exclude each other");
      case null, default -> impliedType(schema);
    };
  }

  private static String impliedType(Map<String, @Nullable Object> schema) {
    if (OF_OBJECTS.stream().anyMatch(schema::containsKey)) {
      return "object";
    }
    if (OF_ARRAYS.stream().anyMatch(schema::containsKey)) {
      return "array";
    }
    if (OF_TEXTS.stream().anyMatch(schema::containsKey)) {
      return "string";
    }
    return OF_NUMBERS.stream().anyMatch(schema::containsKey) ? "number" : "string";
  }

  private static boolean isOfType(Map<String, @Nullable Object> schema, @Nullable Object value) {
    var types =
        switch (schema.get("type")) {
          case String type -> List.of(type);
          case List<?> several -> several;
          case null, default -> List.of();
        };
    return types.isEmpty()
        || switch (value) {
          case null -> types.contains("null");
          case String _ -> types.contains("string");
          case Boolean _ -> types.contains("boolean");
          case Number number ->
              types.contains("number") || (types.contains("integer") && isWhole(number));
          case Map<?, ?> _ -> types.contains("object");
          default -> types.contains("array");
        };
  }

  private Map<String, @Nullable Object> object(
      Map<String, @Nullable Object> schema, int depth, int variant, Set<String> open) {
    var properties = map(schema.get("properties"));
    var required = required(schema);
    var most = whole(schema.get("maxProperties"), Integer.MAX_VALUE);
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var name : required) {
      object.put(name, make(memberSchema(schema, properties, name), depth + 1, variant, open));
    }
    for (var property : properties.entrySet()) {
      var name = String.valueOf(property.getKey());
      if (!object.containsKey(name)
          && object.size() < most
          && depth < INFORMATIVE_DEPTH
          && !repeats(property.getValue(), open)) {
        try {
          object.put(name, make(property.getValue(), depth + 1, variant, open));
        } catch (NoExample _) {
          // an optional property can be left out
        }
      }
    }
    var fewest = whole(schema.get("minProperties"), 0);
    for (var number = 1; object.size() < fewest && number <= MAX_ELEMENTS; number++) {
      var name = "property" + number;
      if (!object.containsKey(name)) {
        object.put(name, make(memberSchema(schema, properties, name), depth + 1, variant, open));
      }
    }
    return object;
  }

  private static Set<String> required(Map<String, @Nullable Object> schema) {
    var required = new LinkedHashSet<String>();
    list(schema.get("required")).forEach(name -> required.add(String.valueOf(name)));
    map(schema.get("dependentRequired"))
        .forEach(
            (name, needed) -> {
              var appears =
                  required.contains(String.valueOf(name))
                      || map(schema.get("properties")).containsKey(name);
              if (appears) {
                list(needed).forEach(one -> required.add(String.valueOf(one)));
              }
            });
    return required;
  }

  private static @Nullable Object memberSchema(
      Map<String, @Nullable Object> schema, Map<?, ?> properties, String name) {
    if (properties.containsKey(name)) {
      return properties.get(name);
    }
    for (var pattern : map(schema.get("patternProperties")).entrySet()) {
      if (BoundedRegex.compile(String.valueOf(pattern.getKey())).matches(name)) {
        return pattern.getValue();
      }
    }
    return schema.get("additionalProperties");
  }

  private static boolean repeats(@Nullable Object schema, Set<String> open) {
    return schema instanceof Map<?, ?> map
        && (open.contains(String.valueOf(map.get("$ref"))) || repeatsItems(map, open));
  }

  private static boolean repeatsItems(Map<?, ?> map, Set<String> open) {
    return map.get("items") instanceof Map<?, ?> items
        && open.contains(String.valueOf(items.get("$ref")))
        && !map.containsKey("minItems");
  }

  private List<@Nullable Object> array(
      Map<String, @Nullable Object> schema, int depth, int variant, Set<String> open) {
    var list = new ArrayList<@Nullable Object>();
    var most = whole(schema.get("maxItems"), MAX_ELEMENTS);
    for (var first : list(schema.get("prefixItems"))) {
      if (list.size() < most) {
        list.add(make(first, depth + 1, variant, open));
      }
    }
    if (schema.containsKey("contains")) {
      var wanted = whole(schema.get("minContains"), 1);
      for (var number = 0; number < Math.min(wanted, MAX_ELEMENTS); number++) {
        list.add(
            make(
                both(schema.get("items"), schema.get("contains")),
                depth + 1,
                variant + number,
                open));
      }
    }
    var items = schema.get("items");
    var wanted = whole(schema.get("minItems"), items instanceof Map && list.isEmpty() ? 1 : 0);
    if (repeats(items, open) && !schema.containsKey("minItems")) {
      wanted = 0;
    }
    for (var number = list.size(); number < Math.min(wanted, most); number++) {
      list.add(make(items, depth + 1, variant + number, open));
    }
    return list;
  }

  private static @Nullable Object both(@Nullable Object items, @Nullable Object contains) {
    if (!(items instanceof Map<?, ?> some)) {
      return contains;
    }
    var merged = copy(some);
    merge(merged, contains);
    return merged;
  }

  private static Number number(Map<String, @Nullable Object> schema, int variant, boolean integer) {
    var step = decimal(schema.get("multipleOf"));
    if (integer) {
      step = step == null ? BigDecimal.ONE : wholeMultiple(step);
    }
    var low = lowest(schema);
    var high = highest(schema);
    var grain = requireNonNullElse(step, grain(low.bound(), high.bound()));
    BigDecimal first;
    if (low.bound() != null) {
      first = low.bound().divide(grain, 0, RoundingMode.CEILING).multiply(grain);
      if (low.excluded() && first.compareTo(low.bound()) == 0) {
        first = first.add(grain);
      }
    } else if (high.bound() != null && high.bound().compareTo(grain) <= 0) {
      first = high.bound().divide(grain, 0, RoundingMode.FLOOR).multiply(grain);
      if (high.excluded() && first.compareTo(high.bound()) == 0) {
        first = first.subtract(grain);
      }
      return plain(first.subtract(grain.multiply(BigDecimal.valueOf(variant))));
    } else {
      first = grain;
    }
    var chosen = first.add(grain.multiply(BigDecimal.valueOf(variant)));
    if (high.bound() != null
        && (chosen.compareTo(high.bound()) > 0
            || (high.excluded() && chosen.compareTo(high.bound()) == 0))) {
      chosen = first;
    }
    return plain(chosen);
  }

  /** An end of the range; no bound where it is open. */
  private record End(@Nullable BigDecimal bound, boolean excluded) {}

  private static End lowest(Map<String, @Nullable Object> schema) {
    var inclusive = decimal(schema.get("minimum"));
    var exclusive = decimal(schema.get("exclusiveMinimum"));
    return exclusive != null && (inclusive == null || exclusive.compareTo(inclusive) >= 0)
        ? new End(exclusive, true)
        : new End(inclusive, false);
  }

  private static End highest(Map<String, @Nullable Object> schema) {
    var inclusive = decimal(schema.get("maximum"));
    var exclusive = decimal(schema.get("exclusiveMaximum"));
    return exclusive != null && (inclusive == null || exclusive.compareTo(inclusive) <= 0)
        ? new End(exclusive, true)
        : new End(inclusive, false);
  }

  /** A step small enough to land between two bounds. */
  private static BigDecimal grain(@Nullable BigDecimal low, @Nullable BigDecimal high) {
    if (low == null || high == null || high.subtract(low).compareTo(BigDecimal.TWO) >= 0) {
      return BigDecimal.ONE;
    }
    var gap = high.subtract(low);
    return gap.signum() <= 0 ? low.ulp() : gap.divide(BigDecimal.valueOf(4));
  }

  /** A whole number that is a multiple of what may be a fraction. */
  private static BigDecimal wholeMultiple(BigDecimal fraction) {
    var scale = Math.max(fraction.stripTrailingZeros().scale(), 0);
    var numerator = fraction.movePointRight(scale).toBigInteger();
    return new BigDecimal(numerator.divide(numerator.gcd(BigInteger.TEN.pow(scale))));
  }

  private static String text(Map<String, @Nullable Object> schema, int variant) {
    var fewest = whole(schema.get("minLength"), 0);
    var most = whole(schema.get("maxLength"), MAX_TEXT);
    if (fewest > MAX_TEXT) {
      throw new NoExample("the text must be longer than an example should be");
    }
    if (schema.get("pattern") instanceof String pattern) {
      return PatternExample.of(pattern, fewest, variant);
    }
    if (schema.get("format") instanceof String format) {
      var example = FormatExample.of(format, variant);
      if (example != null) {
        return example;
      }
    }
    var word = new StringBuilder(variant == 0 ? WORD : (variant + 1) + " " + WORD);
    while (word.length() < fewest) {
      word.append(' ').append(WORD);
    }
    if (word.length() > most) {
      word.setLength(most);
    }
    return word.toString();
  }

  private static void merge(Map<String, @Nullable Object> into, @Nullable Object other) {
    if (Boolean.FALSE.equals(other)) {
      throw new NoExample("the schema allows nothing");
    }
    if (!(other instanceof Map<?, ?> more)) {
      return;
    }
    more.forEach(
        (key, value) -> {
          var keyword = String.valueOf(key);
          var present = into.get(keyword);
          into.put(keyword, present == null ? value : merged(keyword, present, value));
        });
  }

  private static @Nullable Object merged(String keyword, Object one, @Nullable Object other) {
    if (other == null) {
      return one;
    }
    return switch (keyword) {
      case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains" ->
          atLeast(one, other) ? one : other;
      case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" ->
          atLeast(one, other) ? other : one;
      case "required" -> {
        var names = new LinkedHashSet<Object>(list(one));
        names.addAll(list(other));
        yield List.copyOf(names);
      }
      case "allOf" -> {
        var all = new ArrayList<Object>(list(one));
        all.addAll(list(other));
        yield all;
      }
      case "enum" -> list(one).stream().filter(list(other)::contains).toList();
      case "type" -> commonTypes(types(one), types(other));
      case "properties", "patternProperties" -> {
        var properties = copy(map(one));
        map(other)
            .forEach(
                (name, schema) ->
                    properties.merge(
                        String.valueOf(name),
                        schema == null ? Map.of() : schema,
                        (before, after) -> Map.of("allOf", List.of(before, after))));
        yield properties;
      }
      case "items", "additionalProperties" -> Map.of("allOf", List.of(one, other));
      default -> other;
    };
  }

  private static List<?> types(Object type) {
    return type instanceof List<?> several ? several : List.of(type);
  }

  private static List<?> commonTypes(List<?> one, List<?> other) {
    return Stream.concat(
            one.stream().filter(type -> admits(other, type)),
            other.stream().filter(type -> admits(one, type)))
        .distinct()
        .toList();
  }

  /** Every whole number is a number too. */
  private static boolean admits(List<?> types, Object type) {
    return types.contains(type) || ("integer".equals(type) && types.contains("number"));
  }

  private static boolean atLeast(Object one, Object other) {
    var first = decimal(one);
    var second = decimal(other);
    return first != null && second != null && first.compareTo(second) >= 0;
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static int whole(@Nullable Object value, int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }

  private static @Nullable BigDecimal decimal(@Nullable Object value) {
    return switch (value) {
      case BigDecimal exact -> exact;
      case Number number -> new BigDecimal(number.toString());
      case null, default -> null;
    };
  }

  private static boolean isWhole(Number number) {
    var exact = decimal(number);
    return exact != null && (exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0);
  }

  private static Number plain(BigDecimal number) {
    if (!isWhole(number)) {
      return number.doubleValue();
    }
    var whole = number.toBigIntegerExact();
    if (whole.bitLength() < Integer.SIZE) {
      return whole.intValue();
    }
    if (whole.bitLength() < Long.SIZE) {
      return whole.longValue();
    }
    return whole;
  }
}
