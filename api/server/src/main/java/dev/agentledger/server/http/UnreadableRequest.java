package dev.agentledger.server.http;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;
import static dev.agentledger.server.http.ProblemType.MALFORMED_REQUEST;

import dev.agentledger.events.agent.Finding;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what of a request could not be read: which parameter, which member, which line. */
final class UnreadableRequest {

  private UnreadableRequest() {}

  static ProblemDetail problemOf(ServerWebInputException input) {
    if (input instanceof WebExchangeBindException binding) {
      return parameters(binding.getFieldErrors());
    }
    if (input instanceof MissingRequestValueException missing) {
      return parameter(missing.getName(), "is missing");
    }
    return switch (input.getMostSpecificCause()) {
      case Throwable cause when conversion(input) instanceof TypeMismatchException mismatch ->
          parameter(nameOf(input.getMethodParameter()), complaint(mismatch.getValue(), cause));
      case DatabindException shape -> member(shape);
      case JacksonException syntax -> DocumentDecoder.malformed(syntax).getBody();
      default ->
          Problem.detailOf(
              MALFORMED_REQUEST,
              Objects.requireNonNullElse(input.getReason(), "The body is missing"),
              Map.of());
    };
  }

  private static @Nullable Throwable conversion(ServerWebInputException input) {
    return input.getCause() instanceof TypeMismatchException mismatch ? mismatch : null;
  }

  private static ProblemDetail parameter(String name, String complaint) {
    return Problem.detailOf(
        INVALID_PARAMETER, name + ": " + complaint, Map.of("parameter", name));
  }

  private static ProblemDetail parameters(List<FieldError> errors) {
    var first = errors.getFirst();
    return parameter(first.getField(), complaint(first.getRejectedValue(), causeOf(first)));
  }

  private static Throwable causeOf(FieldError error) {
    return error.contains(Throwable.class)
        ? NestedExceptionUtils.getMostSpecificCause(error.unwrap(Throwable.class))
        : new IllegalArgumentException(String.valueOf(error.getDefaultMessage()));
  }

  private static String complaint(@Nullable Object value, Throwable cause) {
    return switch (cause) {
      case NumberFormatException _ -> "'%s' is not a whole number".formatted(value);
      case DateTimeParseException _ ->
          "'%s' is not an instant such as 2026-01-31T12:00:00Z".formatted(value);
      case IllegalArgumentException reason when reason.getMessage() != null ->
          "'%s' %s".formatted(value, reason.getMessage());
      default -> "'%s' is not valid".formatted(value);
    };
  }

  private static String nameOf(@Nullable MethodParameter parameter) {
    if (parameter == null) {
      return "parameter";
    }
    return Stream.of(
            Optional.ofNullable(parameter.getParameterAnnotation(RequestParam.class))
                .map(RequestParam::name),
            Optional.ofNullable(parameter.getParameterAnnotation(RequestHeader.class))
                .map(RequestHeader::name))
        .flatMap(Optional::stream)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseGet(() -> Objects.requireNonNullElse(parameter.getParameterName(), "parameter"));
  }

  private static ProblemDetail member(DatabindException shape) {
    var finding =
        switch (shape) {
          case UnrecognizedPropertyException unknown ->
              finding(
                  shape,
                  "body.unknown-member",
                  "There is no member '%s'".formatted(unknown.getPropertyName()),
                  "Remove it, or use one of " + known(unknown));
          case InvalidFormatException format ->
              finding(
                  shape,
                  "body.value",
                  "'%s' is not possible here".formatted(format.getValue()),
                  expectation(format.getTargetType()));
          case ValueInstantiationException rule ->
              finding(
                  shape,
                  "body.value",
                  firstLine(NestedExceptionUtils.getMostSpecificCause(rule).getMessage()),
                  "Change the values so that they agree");
          default ->
              finding(
                  shape,
                  "body.shape",
                  firstLine(shape.getOriginalMessage()),
                  "Send what the description of the interface shows");
        };
    return Problem.detailOf(
        INVALID,
        finding.pointer().isEmpty()
            ? finding.message()
            : finding.pointer() + ": " + finding.message(),
        Map.of("findings", List.of(finding)));
  }

  private static Finding finding(
      DatabindException shape, String rule, String message, String action) {
    return new Finding(pointer(shape), rule, Finding.Severity.ERROR, message, action);
  }

  private static String pointer(DatabindException shape) {
    return shape.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "/" + step.getIndex()
                    : "/" + step.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  private static String known(UnrecognizedPropertyException unknown) {
    var members = unknown.getKnownPropertyIds();
    return members == null
        ? "the members of this object"
        : members.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String expectation(Class<?> type) {
    return type.isEnum()
        ? "Use one of " + String.join(", ", WireNames.of(type))
        : "Send a value of type " + type.getSimpleName();
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "Not possible" : message.lines().findFirst().orElse("Not possible");
  }
}
