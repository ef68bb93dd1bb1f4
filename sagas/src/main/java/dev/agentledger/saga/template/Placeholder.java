package dev.agentledger.saga.template;

import static java.util.stream.Collectors.joining;

import dev.agentledger.saga.template.JsonPointer.Found;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the value that takes a place in a template: a variable, a way into it, and whether it may
 * be missing.
 */
public record Placeholder(String variable, JsonPointer path, boolean optional) {

  private static final String NAME = "[A-Za-z_$][A-Za-z0-9_$-]*";
  private static final Pattern STEP =
      Pattern.compile("\\.(%s)|\\[([0-9]{1,9})]|\\[\"([^\"]*)\"]".formatted(NAME));
  private static final Pattern WHOLE =
      Pattern.compile("(%s)((?:%s)*)(\\??)".formatted(NAME, STEP.pattern()));

  static Placeholder parse(String source) {
    var whole = WHOLE.matcher(source.strip());
    if (!whole.matches()) {
      throw new TemplateProblem(
          "{{%s}} is not a placeholder; write it like {{input.name}}, {{input.items[0]}}, {{input[\"a b\"]}} or {{input.name?}}"
              .formatted(source));
    }
    var names = new ArrayList<String>();
    var step = STEP.matcher(whole.group(2));
    while (step.find()) {
      var name = step.group(1) != null ? step.group(1) : step.group(2);
      names.add(name != null ? name : step.group(3));
    }
    return new Placeholder(
        whole.group(1), new JsonPointer(names), !whole.group(whole.groupCount()).isEmpty());
  }

  /**
   * The value, or nothing where an optional one is missing.
   *
   * @throws TemplateProblem if the variable is unknown or a value that is needed is missing
   */
  Optional<Found> resolve(Map<String, ? extends @Nullable Object> variables) {
    if (!variables.containsKey(variable)) {
      throw new TemplateProblem(
          "%s names %s, but only %s is known"
              .formatted(this, variable, String.join(", ", variables.keySet())));
    }
    var found = path.find(variables.get(variable));
    if (found.isEmpty() && !optional) {
      throw new TemplateProblem(
          "%s has no value; give one, or write {{%s?}} if it may be missing"
              .formatted(this, expression()));
    }
    return found;
  }

  private String expression() {
    return path.names().stream()
        .map(name -> name.matches(NAME) ? "." + name : "[\"" + name + "\"]")
        .collect(joining("", variable, ""));
  }

  @Override
  public String toString() {
    return "{{" + expression() + (optional ? "?" : "") + "}}";
  }
}
