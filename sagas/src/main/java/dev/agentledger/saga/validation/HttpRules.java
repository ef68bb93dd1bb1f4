package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.saga.template.Placeholder;
import dev.agentledger.saga.template.RequestProblem;
import dev.agentledger.saga.template.RequestTemplate;
import dev.agentledger.saga.template.ResponseMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP configuration must be: a request that can be written, an answer that can be read.
 */
public final class HttpRules {

  /** Keywords that may allow a property which {@code properties} does not list. */
  private static final List<String> OPENING =
      List.of("$ref", "allOf", "anyOf", "oneOf", "patternProperties", "if");

  private HttpRules() {}

  /**
   * What is wrong with the configuration, which stands under {@code /http}.
   *
   * @param feature with which the ids of the rules begin
   */
  public static List<Finding> findings(
      HttpConfiguration http, @Nullable Map<String, @Nullable Object> inputSchema, String feature) {
    var findings = new ArrayList<Finding>();
    findings.addAll(request(http, inputSchema, feature));
    findings.addAll(mapping(http, feature));
    return findings;
  }

  private static List<Finding> request(
      HttpConfiguration http, @Nullable Map<String, @Nullable Object> inputSchema, String feature) {
    try {
      var findings = new ArrayList<Finding>();
      RequestTemplate.parse(http)
          .placeholders()
          .forEach(
              (pointer, placeholders) ->
                  placeholders.stream()
                      .filter(placeholder -> !isDescribed(placeholder, inputSchema))
                      .map(placeholder -> undescribed(pointer, placeholder, feature))
                      .forEach(findings::add));
      return findings;
    } catch (RequestProblem problem) {
      return problem.problems().stream()
          .map(
              each ->
                  Findings.error(
                      "/http" + each.pointer(),
                      feature + ruleOf(each.pointer()),
                      each.message(),
                      "Correct the HTTP configuration."))
          .toList();
    }
  }

  /** The first step of the pointer in kebab case: {@code .url}, {@code .response-mapping}. */
  private static String ruleOf(String pointer) {
    var end = pointer.indexOf('/', 1);
    var property = end < 0 ? pointer.substring(1) : pointer.substring(1, end);
    return switch (property) {
      case "headers" -> ".headers-valid";
      case "query" -> ".query-valid";
      case "body" -> ".body-valid";
      default -> ".url-valid";
    };
  }

  private static Finding undescribed(String pointer, Placeholder placeholder, String feature) {
    return Findings.warning(
        "/http" + pointer,
        feature + ".input-described",
        "%s names something that the input schema does not describe.".formatted(placeholder),
        "Add it to the input schema, or correct the name.");
  }

  private static boolean isDescribed(
      Placeholder placeholder, @Nullable Map<String, @Nullable Object> inputSchema) {
    Object schema = inputSchema;
    for (var name : placeholder.path().names()) {
      if (!(schema instanceof Map<?, ?> described)
          || isOpen(described)
          || !(described.get("properties") instanceof Map<?, ?> properties)) {
        return true;
      }
      if (!properties.containsKey(name)) {
        return false;
      }
      schema = properties.get(name);
    }
    return true;
  }

  private static boolean isOpen(Map<?, ?> schema) {
    return OPENING.stream().anyMatch(schema::containsKey)
        || (schema.containsKey("additionalProperties")
            && !Boolean.FALSE.equals(schema.get("additionalProperties")));
  }

  private static List<Finding> mapping(HttpConfiguration http, String feature) {
    try {
      ResponseMapping.parse(http.responseMapping());
      return List.of();
    } catch (RequestProblem problem) {
      return problem.problems().stream()
          .map(
              each ->
                  Findings.error(
                      "/http" + each.pointer(),
                      feature + ".response-mapping-valid",
                      each.message(),
                      "Give a JSON pointer into the response body, such as /data/0/id."))
          .toList();
    }
  }
}
