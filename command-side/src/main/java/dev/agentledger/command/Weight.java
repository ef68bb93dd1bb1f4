package dev.agentledger.command;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes an aggregate takes in memory, roughly and rather too many.
 *
 * <p>The rule: {@value #SHELL} for Axon's part of it, and its state as a tree: {@value #OBJECT} for
 * each object and {@value #REFERENCE} for each of its fields and elements, {@value #TEXT} for a
 * text and two for each of its characters. What several share counts for each; constants count
 * nothing.
 */
final class Weight {

  private static final int SHELL = 1024;
  private static final int OBJECT = 16;
  private static final int REFERENCE = 8;
  private static final int TEXT = 40;

  private static final String OURS = "dev.agentledger.";

  /**
   * What an object of a type takes by itself, and its fields that refer to others; of what is not
   * ours none, since its fields are its own affair.
   */
  private record Layout(long bytes, List<Field> references) {

    static Layout of(Class<?> type) {
      if (!type.getName().startsWith(OURS)) {
        return new Layout(OBJECT + REFERENCE, List.of());
      }
      var fields =
          Arrays.stream(type.getDeclaredFields())
              .filter(field -> !Modifier.isStatic(field.getModifiers()))
              .toList();
      var references = fields.stream().filter(field -> !field.getType().isPrimitive()).toList();
      references.forEach(field -> field.setAccessible(true));
      return new Layout(OBJECT + (long) REFERENCE * fields.size(), references);
    }
  }

  private static final ClassValue<Layout> LAYOUTS =
      new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
          return Layout.of(type);
        }
      };

  private Weight() {}

  static int of(Object aggregate) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, SHELL + bytesOf(aggregate)));
  }

  private static long bytesOf(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Enum<?> _ -> 0;
      case String text -> TEXT + 2L * text.length();
      case Collection<?> elements -> bytesOf(elements);
      case Map<?, ?> map -> OBJECT + bytesOf(map.keySet()) + bytesOf(map.values());
      default -> bytesOfFields(value, LAYOUTS.get(value.getClass()));
    };
  }

  private static long bytesOf(Collection<?> elements) {
    long bytes = OBJECT;
    for (var element : elements) {
      bytes += REFERENCE + bytesOf(element);
    }
    return bytes;
  }

  private static long bytesOfFields(Object owner, Layout layout) {
    var bytes = layout.bytes();
    for (var reference : layout.references()) {
      bytes += bytesOf(valueOf(reference, owner));
    }
    return bytes;
  }

  private static @Nullable Object valueOf(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
