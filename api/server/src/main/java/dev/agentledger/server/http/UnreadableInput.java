package dev.agentledger.server.http;

import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;
import static dev.agentledger.server.http.ProblemType.MALFORMED_REQUEST;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what cannot be read of a request, and what would be, in the caller's words. */
final class UnreadableInput {

  private UnreadableInput() {}

  static ProblemDetail of(ServerWebInputException input) {
    return causeOf(input, JacksonException.class)
        .map(UnreadableInput::body)
        .orElseGet(() -> outsideTheBody(input));
  }

  static ProblemDetail of(HandlerMethodValidationException invalid) {
    var parameters = invalid.getParameterValidationResults();
    if (parameters.isEmpty()) {
      return Problems.problem(INVALID_PARAMETER, null);
    }
    var first = parameters.getFirst();
    return parameter(
        nameOf(first.getMethodParameter()),
        first.getResolvableErrors().stream()
            .map(MessageSourceResolvable::getDefaultMessage)
            .filter(Objects::nonNull)
            .collect(joining(", ")));
  }

  private static ProblemDetail outsideTheBody(ServerWebInputException input) {
    var parameter = input.getMethodParameter();
    if (input instanceof MissingRequestValueException missing) {
      return parameter(missing.getName(), "is required");
    }
    if (parameter != null && parameter.hasParameterAnnotation(RequestBody.class)) {
      return Problems.problem(
          MALFORMED_REQUEST,
          String.valueOf(input.getReason()).startsWith("No request body")
              ? "Send a body"
              : "The body cannot be decoded");
    }
    if (input instanceof WebExchangeBindException binding && binding.hasFieldErrors()) {
      return field(binding.getFieldErrors().getFirst());
    }
    if (parameter == null) {
      return Problems.problem(MALFORMED_REQUEST, null);
    }
    return parameter(nameOf(parameter), demand(input));
  }

  private static ProblemDetail field(FieldError error) {
    return parameter(
        error.getField(),
        error.contains(TypeMismatchException.class)
            ? demand(error.unwrap(TypeMismatchException.class))
            : "is not valid");
  }

  private static String demand(Throwable failure) {
    return causeOf(failure, UnacceptableValue.class)
        .map(value -> String.valueOf(value.getMessage()))
        .or(
            () ->
                causeOf(failure, TypeMismatchException.class)
                    .map(mismatch -> "must be " + allowed(mismatch.getRequiredType())))
        .orElse("is not valid");
  }

  private static ProblemDetail body(JacksonException json) {
    return switch (json) {
      case UnrecognizedPropertyException unknown ->
          at(unknown, "is not known here; known are " + names(unknown.getKnownPropertyIds()));
      case InvalidNullException missing ->
          Problem.detailOf(
              MALFORMED_REQUEST,
              missing.getPropertyName().getSimpleName() + " is required",
              Map.of("pointer", pointerTo(missing)));
      case MismatchedInputException mismatch ->
          at(mismatch, "must be " + allowed(mismatch.getTargetType()));
      case StreamReadException malformed ->
          Problems.problem(
              MALFORMED_REQUEST,
              "The body is malformed at line %d, column %d"
                  .formatted(
                      malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
      case ValueInstantiationException invalid
          when invalid.getCause() instanceof IllegalArgumentException ours ->
          at(invalid, "is not valid: " + ours.getMessage());
      default -> at(json, "cannot be read");
    };
  }

  private static ProblemDetail at(JacksonException json, String what) {
    var pointer = pointer(json);
    return Problem.detailOf(
        MALFORMED_REQUEST,
        (pointer.isEmpty() ? "The body" : pointer) + " " + what,
        Map.of("pointer", pointer));
  }

  /** A member that is missing is not yet part of the path; one that is null is. */
  private static String pointerTo(InvalidNullException missing) {
    var pointer = pointer(missing);
    var last = "/" + missing.getPropertyName().getSimpleName();
    return pointer.endsWith(last) ? pointer : pointer + last;
  }

  private static String pointer(JacksonException json) {
    return json.getPath().stream()
        .map(step -> step.getPropertyName() == null ? step.getIndex() : step.getPropertyName())
        .map(step -> "/" + step.toString().replace("~", "~0").replace("/", "~1"))
        .collect(joining());
  }

  private static ProblemDetail parameter(String name, String what) {
    return Problem.detailOf(INVALID_PARAMETER, name + " " + what, Map.of("parameter", name));
  }

  private static String allowed(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getFields())
              .filter(Field::isEnumConstant)
              .map(UnreadableInput::wireName)
              .collect(joining(", "));
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Instant.class) {
      return "an instant such as 2026-01-31T12:00:00Z";
    }
    if (type == Duration.class) {
      return "a duration such as PT1H or P30D";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "of another form";
  }

  private static String wireName(Field constant) {
    var named = constant.getAnnotation(JsonProperty.class);
    return named == null ? constant.getName() : named.value();
  }

  private static String names(@Nullable Collection<Object> known) {
    return known == null
        ? "none"
        : known.stream().map(Object::toString).sorted().collect(joining(", "));
  }

  private static String nameOf(MethodParameter parameter) {
    var annotated = parameter.getParameter();
    return Stream.of(RequestParam.class, PathVariable.class, RequestHeader.class)
        .map(kind -> AnnotatedElementUtils.getMergedAnnotationAttributes(annotated, kind))
        .filter(Objects::nonNull)
        .map(attributes -> attributes.getString("name"))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(annotated.getName());
  }

  private static <T> Optional<T> causeOf(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
