package dev.agentledger.saga.tool.openapi;

import dev.agentledger.saga.template.JsonPointer;
import dev.agentledger.saga.template.TemplateProblem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An OpenAPI description as plain JSON values, with references followed inside it only. */
final class Description {

  private static final int MOST_STEPS = 20;

  private final Map<?, ?> root;

  Description(Map<?, ?> root) {
    this.root = root;
  }

  Map<?, ?> root() {
    return root;
  }

  boolean isOf30() {
    return text(root, "openapi").startsWith("3.0");
  }

  /** The object itself, or the one that it refers to. */
  Map<?, ?> followed(@Nullable Object value) {
    var current = value;
    for (var step = 0; step < MOST_STEPS; step++) {
      if (!(current instanceof Map<?, ?> object)) {
        throw new Skip("The description is broken: an object is missing");
      }
      if (!(object.get("$ref") instanceof String reference)) {
        return object;
      }
      current = at(reference);
    }
    throw new Skip("A reference leads round in a circle");
  }

  /** What a reference names. */
  Object at(String reference) {
    if (!reference.startsWith("#/")) {
      throw new Skip(
          "\"%s\" lies outside the description, and nothing is fetched".formatted(reference));
    }
    try {
      var pointer =
          URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
      var found = JsonPointer.parse(pointer).find(root);
      if (found.isPresent() && found.get().value() != null) {
        return found.get().value();
      }
    } catch (TemplateProblem | IllegalArgumentException _) {
      // Told below.
    }
    throw new Skip("\"%s\" refers to nothing in the description".formatted(reference));
  }

  static Map<?, ?> object(Map<?, ?> parent, String member) {
    return parent.get(member) instanceof Map<?, ?> object ? object : Map.of();
  }

  static List<?> list(Map<?, ?> parent, String member) {
    return parent.get(member) instanceof List<?> list ? list : List.of();
  }

  static String text(Map<?, ?> parent, String member) {
    return parent.get(member) instanceof String text ? text : "";
  }

  static boolean flag(Map<?, ?> parent, String member) {
    return Boolean.TRUE.equals(parent.get(member));
  }
}
