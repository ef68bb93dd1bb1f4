package dev.agentledger.server.openapi;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.reactive.result.method.RequestMappingInfo;

/** The addresses of a handler as the description writes them. */
final class Addresses {

  private static final Pattern CONSTRAINT = Pattern.compile("\\{(\\w+):[^}]*}");

  private Addresses() {}

  /** One method of one path. */
  record Address(HttpMethod method, String path) {}

  static List<Address> of(RequestMappingInfo mapping) {
    return mapping.getPatternsCondition().getPatterns().stream()
        .map(pattern -> CONSTRAINT.matcher(pattern.getPatternString()).replaceAll("{$1}"))
        .flatMap(
            path ->
                mapping.getMethodsCondition().getMethods().stream()
                    .map(method -> new Address(HttpMethod.valueOf(method.name()), path)))
        .toList();
  }
}
