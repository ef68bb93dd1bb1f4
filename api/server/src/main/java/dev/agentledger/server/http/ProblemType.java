package dev.agentledger.server.http;

import java.net.URI;
import org.springframework.http.HttpStatus;

/**
 * Every kind of problem the program answers with, by RFC 9457; a type never changes its meaning.
 */
public enum ProblemType {
  MALFORMED_REQUEST("malformed-request", HttpStatus.BAD_REQUEST, "The request cannot be read"),
  INVALID_PARAMETER("invalid-parameter", HttpStatus.BAD_REQUEST, "A parameter is not valid"),
  UNAUTHENTICATED("unauthenticated", HttpStatus.UNAUTHORIZED, "A valid key is needed"),
  BUDGET_EXHAUSTED("budget-exhausted", HttpStatus.PAYMENT_REQUIRED, "The budget is spent"),
  FORBIDDEN("forbidden", HttpStatus.FORBIDDEN, "Your key does not allow this"),
  NOT_ALLOWED("not-allowed", HttpStatus.FORBIDDEN, "The rules do not let you do this"),
  NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is no such thing"),
  METHOD_NOT_ALLOWED(
      "method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "This address has no such method"),
  NOT_ACCEPTABLE(
      "not-acceptable", HttpStatus.NOT_ACCEPTABLE, "The answer has none of the accepted forms"),
  ALREADY_EXISTS("already-exists", HttpStatus.CONFLICT, "It exists already"),
  WRONG_STATE("wrong-state", HttpStatus.CONFLICT, "Not possible in the present state"),
  STALE("stale", HttpStatus.CONFLICT, "What you decided on has changed"),
  CONCURRENT_CHANGE(
      "concurrent-change", HttpStatus.CONFLICT, "Somebody else changed it at the same moment"),
  IDEMPOTENCY_CONFLICT(
      "idempotency-conflict", HttpStatus.CONFLICT, "The idempotency key was used differently"),
  IDEMPOTENCY_IN_PROGRESS(
      "idempotency-in-progress", HttpStatus.CONFLICT, "The first request is still under way"),
  VERSION_MISMATCH(
      "version-mismatch", HttpStatus.PRECONDITION_FAILED, "It has changed since you read it"),
  TOO_LARGE("too-large", HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
  ADDRESS_TOO_LONG("address-too-long", HttpStatus.URI_TOO_LONG, "The address is too long"),
  HEADERS_TOO_LARGE(
      "headers-too-large", HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large"),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has another form"),
  INVALID("invalid", HttpStatus.UNPROCESSABLE_CONTENT, "The content is not valid"),
  UNAVAILABLE("unavailable", HttpStatus.SERVICE_UNAVAILABLE, "Not available at the moment"),
  NOT_YET_VISIBLE(
      "not-yet-visible", HttpStatus.SERVICE_UNAVAILABLE, "Recorded, but not to be seen yet"),
  OUTCOME_UNKNOWN(
      "outcome-unknown",
      HttpStatus.SERVICE_UNAVAILABLE,
      "It is not known yet whether it was recorded"),
  INTERNAL("internal", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side");

  private final String slug;
  private final HttpStatus status;
  private final String title;

  ProblemType(String slug, HttpStatus status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  public URI uri() {
    return URI.create("urn:agent-ledger:problem:" + slug);
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }
}
