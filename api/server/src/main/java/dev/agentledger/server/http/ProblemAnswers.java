package dev.agentledger.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

/** Answers every request that fails, wherever it failed, with a problem by RFC 9457. */
@Component
@Order(ProblemAnswers.BEFORE_BOOT)
public class ProblemAnswers implements WebExceptionHandler {

  static final int BEFORE_BOOT = -2;

  private static final String RETRY_AFTER_SECONDS = "1";

  private final JsonMapper json;

  ProblemAnswers(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    var response = exchange.getResponse();
    if (response.isCommitted() || failure instanceof AbortedException) {
      return Mono.error(failure);
    }
    var problem = Problems.of(failure);
    response.setStatusCode(HttpStatusCode.valueOf(problem.getStatus()));
    describe(response.getHeaders(), problem, failure);
    if (isForClientsOfOpenAi(exchange)) {
      response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    }
    return response.writeWith(
        Mono.fromSupplier(
            () -> response.bufferFactory().wrap(json.writeValueAsBytes(said(exchange, problem)))));
  }

  private static void describe(HttpHeaders headers, ProblemDetail problem, Throwable failure) {
    // What the handler had said of an answer that is no more.
    headers.remove(HttpHeaders.CONTENT_LENGTH);
    headers.remove(HttpHeaders.ETAG);
    headers.remove(HttpHeaders.LOCATION);
    if (failure instanceof ErrorResponse known) {
      known.getHeaders().forEach(headers::put);
    }
    if (problem.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private static boolean isForClientsOfOpenAi(ServerWebExchange exchange) {
    return exchange.getRequest().getPath().value().startsWith(OpenAiError.PATHS);
  }

  private static Object said(ServerWebExchange exchange, ProblemDetail problem) {
    return isForClientsOfOpenAi(exchange) ? OpenAiError.of(problem) : body(exchange, problem);
  }

  private static Map<String, Object> body(ServerWebExchange exchange, ProblemDetail problem) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", String.valueOf(problem.getType()));
    body.put("title", String.valueOf(problem.getTitle()));
    body.put("status", problem.getStatus());
    body.put("detail", problem.getDetail() == null ? body.get("title") : problem.getDetail());
    body.put("instance", exchange.getRequest().getPath().value());
    // The context of the request ends in the filters; its correlation is in the answer already.
    var correlation = exchange.getResponse().getHeaders().getFirst(CorrelationFilter.HEADER);
    if (correlation != null) {
      body.put("correlationId", correlation);
    }
    if (problem.getProperties() != null) {
      problem.getProperties().forEach(body::putIfAbsent);
    }
    return body;
  }
}
