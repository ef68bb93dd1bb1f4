package dev.agentledger.command;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
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

  /** Of what is not ours: its fields are its own affair. */
  private static final Field[] OPAQUE = {};

  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          if (!type.getName().startsWith(OURS)) {
            return OPAQUE;
          }
          var fields =
              Arrays.stream(type.getDeclaredFields())
                  .filter(field -> !Modifier.isStatic(field.getModifiers()))
                  .toArray(Field[]::new);
          Arrays.stream(fields).forEach(field -> field.setAccessible(true));
          return fields;
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
      default -> bytesOfFields(value, FIELDS.get(value.getClass()));
    };
  }

  private static long bytesOf(Collection<?> elements) {
    long bytes = OBJECT;
    for (var element : elements) {
      bytes += REFERENCE + bytesOf(element);
    }
    return bytes;
  }

  private static long bytesOfFields(Object ours, Field[] fields) {
    if (fields.length == 0) {
      return OBJECT + REFERENCE;
    }
    long bytes = OBJECT;
    for (var field : fields) {
      bytes += REFERENCE + bytesOf(valueOf(field, ours));
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
