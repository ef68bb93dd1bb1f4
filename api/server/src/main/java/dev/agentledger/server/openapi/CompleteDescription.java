package dev.agentledger.server.openapi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.agentledger.server.http.OpenAiError;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Completes the description of every operation, whichever handlers share it. */
@Component
class CompleteDescription implements GlobalOpenApiCustomizer {

  /** What a stream is made of in Java; its events are described in its place. */
  private static final String STREAM = "ServerSentEventObject";

  private static final String OF_OPENAI = "/v1/";
  private static final Pattern PROBLEM = Pattern.compile("[45]\\d\\d");

  private final RequestMappingHandlerMapping handlers;

  CompleteDescription(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
    this.handlers = handlers;
  }

  @Override
  public void customise(OpenAPI description) {
    handlers.getHandlerMethods().entrySet().stream()
        .flatMap(
            mapped ->
                Addresses.of(mapped.getKey()).stream()
                    .map(address -> Map.entry(address, mapped.getValue())))
        .collect(
            groupingBy(
                Map.Entry::getKey, LinkedHashMap::new, mapping(Map.Entry::getValue, toList())))
        .forEach((address, sharing) -> complete(description, address, sharing));
    description.getComponents().getSchemas().remove(STREAM);
  }

  private static void complete(
      OpenAPI description, Addresses.Address address, List<HandlerMethod> sharing) {
    var item = description.getPaths().get(address.path());
    var operation = item == null ? null : item.readOperationsMap().get(address.method());
    if (operation != null) {
      new OperationAnswers(description, address.method(), operation, sharing).complete();
      if (address.path().startsWith(OF_OPENAI)) {
        tellProblemsInTheirForm(description, operation);
      }
    }
  }

  private static void tellProblemsInTheirForm(OpenAPI description, Operation operation) {
    var schema = new Schemas(description).of(OpenAiError.class);
    operation
        .getResponses()
        .forEach(
            (status, answer) -> {
              if (PROBLEM.matcher(status).matches()) {
                answer.setContent(
                    new Content().addMediaType("application/json", new MediaType().schema(schema)));
              }
            });
  }
}
