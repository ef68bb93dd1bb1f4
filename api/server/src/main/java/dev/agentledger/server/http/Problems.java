package dev.agentledger.server.http;

import static dev.agentledger.server.http.ProblemType.ALREADY_EXISTS;
import static dev.agentledger.server.http.ProblemType.CONCURRENT_CHANGE;
import static dev.agentledger.server.http.ProblemType.INTERNAL;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.METHOD_NOT_ALLOWED;
import static dev.agentledger.server.http.ProblemType.NOT_ACCEPTABLE;
import static dev.agentledger.server.http.ProblemType.NOT_ALLOWED;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.STALE;
import static dev.agentledger.server.http.ProblemType.TOO_LARGE;
import static dev.agentledger.server.http.ProblemType.UNAUTHENTICATED;
import static dev.agentledger.server.http.ProblemType.UNAVAILABLE;
import static dev.agentledger.server.http.ProblemType.UNSUPPORTED_MEDIA_TYPE;
import static dev.agentledger.server.http.ProblemType.VERSION_MISMATCH;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.CommandRefused;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/** The one translation of whatever went wrong into a problem. */
final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static ProblemDetail of(Throwable failure) {
    return switch (failure) {
      case Problem problem -> problem.getBody();
      case CommandRefused refusal -> problem(typeOf(refusal), refusal.getMessage());
      case AggregateNotFoundException missing ->
          problem(NOT_FOUND, "Nothing has the id " + missing.getAggregateIdentifier());
      case ConcurrencyException _ ->
          problem(CONCURRENT_CHANGE, "Read it again and repeat the request");
      case AuthenticationException rejected -> problem(UNAUTHENTICATED, rejected.getMessage());
      case AccessDeniedException denied -> MissingRoles.of(denied);
      case DataBufferLimitException _ -> tooLarge();
      case UnsupportedMediaTypeStatusException form ->
          problem(UNSUPPORTED_MEDIA_TYPE, "Send one of " + form.getSupportedMediaTypes());
      case NotAcceptableStatusException form ->
          problem(NOT_ACCEPTABLE, "Accept one of " + form.getSupportedMediaTypes());
      case MethodNotAllowedException method ->
          problem(METHOD_NOT_ALLOWED, "Use one of " + method.getSupportedMethods());
      case ServerWebInputException input ->
          input.getMostSpecificCause() instanceof DataBufferLimitException
              ? tooLarge()
              : UnreadableInput.of(input);
      case HandlerMethodValidationException parameters -> UnreadableInput.of(parameters);
      case ErrorResponse other when other.getStatusCode().value() == 404 ->
          problem(NOT_FOUND, "Nothing is at this address");
      case ErrorResponse other when other.getStatusCode().value() == 413 -> tooLarge();
      // How Spring turns away a form where a document is expected.
      case ErrorResponse other when other.getStatusCode().value() == 415 ->
          problem(UNSUPPORTED_MEDIA_TYPE, null);
      case ErrorResponse other when other.getStatusCode().is4xxClientError() ->
          untyped(other.getStatusCode());
      case ErrorResponse other when other.getStatusCode().value() == 503 -> unavailable(failure);
      case DataAccessResourceFailureException _,
          TransientDataAccessException _,
          CannotCreateTransactionException _,
          TimeoutException _ ->
          unavailable(failure);
      case null, default -> {
        log.error("A request failed", failure);
        yield problem(INTERNAL, "The log of the server says more; nothing was recorded by halves");
      }
    };
  }

  static ProblemDetail problem(ProblemType type, @Nullable String detail) {
    return Problem.detailOf(type, Objects.requireNonNullElse(detail, type.title()), Map.of());
  }

  /** By RFC 9457 a problem that says no more than its status. */
  private static ProblemDetail untyped(HttpStatusCode status) {
    var problem = ProblemDetail.forStatus(status);
    problem.setType(URI.create("about:blank"));
    return problem;
  }

  private static ProblemDetail tooLarge() {
    return problem(TOO_LARGE, "A request may have at most " + RequestLimits.BODY + " bytes");
  }

  private static ProblemDetail unavailable(Throwable failure) {
    // Without the trace: when a database is away, every request fails alike.
    log.warn("A request failed for lack of a resource: {}", failure.toString());
    return problem(UNAVAILABLE, "Nothing was lost; repeat the request in a moment");
  }

  private static ProblemType typeOf(CommandRefused refusal) {
    return switch (refusal.reason()) {
      case NOT_FOUND -> NOT_FOUND;
      case ALREADY_EXISTS -> ALREADY_EXISTS;
      case WRONG_STATE -> WRONG_STATE;
      case NOT_ALLOWED -> NOT_ALLOWED;
      case STALE -> STALE;
      case VERSION_MISMATCH -> VERSION_MISMATCH;
      case INVALID -> INVALID;
    };
  }
}
