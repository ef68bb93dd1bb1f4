package dev.agentledger.server.http;

import java.util.Map;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem: what is wrong, where, and what to do. */
public final class Problem extends ErrorResponseException {

  private Problem(ProblemDetail body) {
    super(org.springframework.http.HttpStatusCode.valueOf(body.getStatus()), body, null);
  }

  public static Problem of(ProblemType type, String detail) {
    return of(type, detail, Map.of());
  }

  /** A problem with further members, such as the findings that make a content invalid. */
  public static Problem of(ProblemType type, String detail, Map<String, ?> members) {
    return new Problem(detailOf(type, detail, members));
  }

  static ProblemDetail detailOf(ProblemType type, String detail, Map<String, ?> members) {
    var body = ProblemDetail.forStatusAndDetail(type.status(), detail);
    body.setType(type.uri());
    body.setTitle(type.title());
    members.forEach(body::setProperty);
    return body;
  }
}
