package dev.agentledger.server.http;

import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reads how a caller means a write, from {@code If-Match} and {@code ?dryRun}. */
final class IntentArgument implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Intent.class;
  }

  @Override
  public Mono<Object> resolveArgument(
      MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
    var request = exchange.getRequest();
    return Mono.fromCallable(
        () ->
            new Intent(
                EntityTags.expected(request.getHeaders().getFirst(HttpHeaders.IF_MATCH)),
                isTrue(request.getQueryParams().getFirst("dryRun"))));
  }

  private static boolean isTrue(@Nullable String dryRun) {
    return switch (dryRun) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Problem.of(
              INVALID_PARAMETER, "dryRun: must be true or false", Map.of("parameter", "dryRun"));
    };
  }
}
