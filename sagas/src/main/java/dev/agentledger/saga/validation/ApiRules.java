package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.AgentDefinition;
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
import org.springframework.stereotype.Component;

/** What an api agent must be: a request that can be written, and a response that can be read. */
@Component
final class ApiRules {

  /** Keywords that may allow a property which {@code properties} does not list. */
  private static final List<String> OPENING =
      List.of("$ref", "allOf", "anyOf", "oneOf", "patternProperties", "if");

  List<Finding> findings(AgentDefinition definition) {
    var http = definition.http();
    if (http == null) {
      return List.of(
          Findings.error(
              "/http",
              "api.http-present",
              "An api agent needs an HTTP configuration.",
              "Give \"http\" with a method and a URL."));
    }
    var findings = new ArrayList<Finding>();
    findings.addAll(request(http, definition.inputSchema()));
    findings.addAll(mapping(http));
    if (http.sampleResponse() == null) {
      findings.add(
          Findings.warning(
              "/http/sampleResponse",
              "api.sample-response",
              "Without a sample response, the dry run cannot try the response mapping.",
              "Add a response body that the service really gave."));
    }
    return findings;
  }

  private static List<Finding> request(
      HttpConfiguration http, @Nullable Map<String, @Nullable Object> inputSchema) {
    try {
      var findings = new ArrayList<Finding>();
      RequestTemplate.parse(http)
          .placeholders()
          .forEach(
              (pointer, placeholders) ->
                  placeholders.stream()
                      .filter(placeholder -> !isDescribed(placeholder, inputSchema))
                      .map(placeholder -> undescribed(pointer, placeholder))
                      .forEach(findings::add));
      return findings;
    } catch (RequestProblem problem) {
      return problem.problems().stream()
          .map(
              each ->
                  Findings.error(
                      "/http" + each.pointer(),
                      "api" + ruleOf(each.pointer()),
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

  private static Finding undescribed(String pointer, Placeholder placeholder) {
    return Findings.warning(
        "/http" + pointer,
        "api.input-described",
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

  private static List<Finding> mapping(HttpConfiguration http) {
    try {
      ResponseMapping.parse(http.responseMapping());
      return List.of();
    } catch (RequestProblem problem) {
      return problem.problems().stream()
          .map(
              each ->
                  Findings.error(
                      "/http" + each.pointer(),
                      "api.response-mapping-valid",
                      each.message(),
                      "Give a JSON pointer into the response body, such as /data/0/id."))
          .toList();
    }
  }
}
