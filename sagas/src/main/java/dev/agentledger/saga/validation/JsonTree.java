package dev.agentledger.saga.validation;

import dev.agentledger.saga.template.JsonPointer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns plain Java values into the tree that the schema validator reads, within fixed bounds. */
final class JsonTree {

  private static final int MAX_DEPTH = 128;
  private static final int MAX_VALUES = 200_000;

  /** Arithmetic on a number such as 1e999999999 would never end. */
  private static final int MAX_EXPONENT = 1_000;

  /** From here on, a double has no fraction. */
  private static final double WHOLE_BEYOND = 0x1p53;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final int maxDepth;
  private final int maxValues;
  private int values;

  private JsonTree(int maxDepth, int maxValues) {
    this.maxDepth = maxDepth;
    this.maxValues = maxValues;
  }

  /**
   * @throws NotJson if the value is not JSON or exceeds a bound
   */
  static JsonNode of(@Nullable Object value) {
    return of(value, MAX_DEPTH, MAX_VALUES);
  }

  /**
   * @throws NotJson if the value is not JSON or exceeds a bound
   */
  static JsonNode of(@Nullable Object value, int maxDepth, int maxValues) {
    return new JsonTree(maxDepth, maxValues).read(value, "", 0);
  }

  private JsonNode read(@Nullable Object value, String pointer, int depth) {
    if (depth > maxDepth) {
      throw new NotJson(pointer, "is nested more than %d levels deep".formatted(maxDepth));
    }
    if (++values > maxValues) {
      throw new NotJson("", "holds more than %d values".formatted(maxValues));
    }
    return switch (value) {
      case null -> NODES.nullNode();
      case String text -> NODES.stringNode(text);
      case Boolean truth -> NODES.booleanNode(truth);
      case Number number -> number(number, pointer);
      case Map<?, ?> map -> object(map, pointer, depth);
      case Collection<?> list -> array(list, pointer, depth);
      default ->
          throw new NotJson(
              pointer, "is a %s, which JSON does not know".formatted(value.getClass().getName()));
    };
  }

  private JsonNode object(Map<?, ?> map, String pointer, int depth) {
    var object = NODES.objectNode();
    map.forEach(
        (key, member) -> {
          var name = String.valueOf(key);
          object.set(name, read(member, JsonPointer.append(pointer, name), depth + 1));
        });
    return object;
  }

  private JsonNode array(Collection<?> list, String pointer, int depth) {
    var array = NODES.arrayNode();
    for (var element : list) {
      array.add(read(element, JsonPointer.append(pointer, array.size()), depth + 1));
    }
    return array;
  }

  private static JsonNode number(Number number, String pointer) {
    return switch (number) {
      case Byte _, Short _, Integer _ -> NODES.numberNode(number.intValue());
      case Long whole -> NODES.numberNode(whole.longValue());
      case BigInteger whole -> exact(new BigDecimal(whole), NODES.numberNode(whole), pointer);
      case BigDecimal exact -> exact(exact, NODES.numberNode(exact), pointer);
      case Float _, Double _ when Double.isFinite(number.doubleValue()) ->
          floating(number.doubleValue());
      default -> throw new NotJson(pointer, "is %s, which JSON does not know".formatted(number));
    };
  }

  /** The validator reads whole numbers as long, and stumbles over doubles beyond. */
  private static JsonNode floating(double number) {
    return Math.abs(number) < WHOLE_BEYOND
        ? NODES.numberNode(number)
        : NODES.numberNode(new BigDecimal(number).toBigInteger());
  }

  private static JsonNode exact(BigDecimal value, JsonNode node, String pointer) {
    if (Math.abs((long) value.precision() - value.scale()) > MAX_EXPONENT
        || Math.abs((long) value.scale()) > MAX_EXPONENT) {
      throw new NotJson(pointer, "is a number of more than %d digits".formatted(MAX_EXPONENT));
    }
    return node;
  }
}
