package dev.agentledger.saga.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Text with places for values, such as {@code /orders/{{input.id}}}.
 *
 * <p>There are placeholders and nothing else: no expressions, loops, filters or calls, so that a
 * template can only ever put a value in its place. How the value is escaped is decided by whoever
 * knows the place.
 */
public final class Template {

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** A stretch of a template. */
  sealed interface Part {

    record Text(String text) implements Part {}

    record Value(Placeholder placeholder) implements Part {}
  }

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @param variables that placeholders may name
   * @throws TemplateProblem if the text is not a template
   */
  public static Template parse(String text, Set<String> variables) {
    var parts = new ArrayList<Part>();
    var at = 0;
    while (at < text.length()) {
      var open = text.indexOf(OPEN, at);
      if (open < 0) {
        parts.add(new Part.Text(text.substring(at)));
        break;
      }
      var close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw new TemplateProblem("{{ at character %d is never closed".formatted(open + 1));
      }
      if (open > at) {
        parts.add(new Part.Text(text.substring(at, open)));
      }
      var placeholder = Placeholder.parse(text.substring(open + OPEN.length(), close));
      if (!variables.contains(placeholder.variable())) {
        throw new TemplateProblem(
            "%s names %s, but only %s is known"
                .formatted(placeholder, placeholder.variable(), String.join(", ", variables)));
      }
      parts.add(new Part.Value(placeholder));
      at = close + CLOSE.length();
    }
    return new Template(parts);
  }

  public List<Placeholder> placeholders() {
    return parts.stream()
        .filter(Part.Value.class::isInstance)
        .map(part -> ((Part.Value) part).placeholder())
        .toList();
  }

  /**
   * The text with every value in its place.
   *
   * @throws TemplateProblem if a value is missing or cannot stand where it should
   */
  public String render(Map<String, ? extends @Nullable Object> variables, Escaping escaping) {
    return fill(placeholder -> written(placeholder, variables, escaping));
  }

  /** Whether the whole template is one optional value, and that is missing. */
  boolean isMissing(Map<String, ? extends @Nullable Object> variables) {
    return parts.size() == 1
        && parts.getFirst() instanceof Part.Value(var placeholder)
        && placeholder.optional()
        && placeholder.resolve(variables).map(found -> found.value() == null).orElse(true);
  }

  List<Part> parts() {
    return parts;
  }

  String fill(Function<Placeholder, String> values) {
    var filled = new StringBuilder();
    for (var part : parts) {
      filled.append(
          switch (part) {
            case Part.Text(var text) -> text;
            case Part.Value(var placeholder) -> values.apply(placeholder);
          });
    }
    return filled.toString();
  }

  static String written(
      Placeholder placeholder,
      Map<String, ? extends @Nullable Object> variables,
      Escaping escaping) {
    return placeholder
        .resolve(variables)
        .map(found -> escaping.write(found.value(), placeholder))
        .orElseGet(escaping::missing);
  }
}
