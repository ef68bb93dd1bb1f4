package dev.agentledger.server.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** A problem in the form that clients of OpenAI read. */
public record OpenAiError(Body error) {

  private static final String PREFIX = "urn:agent-ledger:problem:";

  /** Addresses whose problems have this form. */
  static final String PATHS = "/v1/";

  /**
   * What is wrong.
   *
   * @param type coarse
   * @param code the kind of problem, as everywhere
   */
  public record Body(String message, String type, @Nullable String param, @Nullable String code) {}

  public static OpenAiError of(Throwable failure) {
    return of(Problems.of(failure));
  }

  static OpenAiError of(ProblemDetail problem) {
    var code = String.valueOf(problem.getType()).replace(PREFIX, "");
    return new OpenAiError(
        new Body(
            String.valueOf(problem.getDetail() == null ? problem.getTitle() : problem.getDetail()),
            typeOf(problem.getStatus()),
            null,
            code));
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
