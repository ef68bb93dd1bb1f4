package dev.agentledger.server.http;

import static dev.agentledger.server.http.ProblemType.ADDRESS_TOO_LONG;
import static dev.agentledger.server.http.ProblemType.HEADERS_TOO_LARGE;
import static dev.agentledger.server.http.ProblemType.TOO_LARGE;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Turns away requests that are larger than any honest one, before anything is read of them. */
@Component
@Order(RequestLimits.AFTER_CORRELATION)
public class RequestLimits implements WebFilter {

  /** Bytes that a body may have. */
  public static final int BODY = 1024 * 1024;

  static final int AFTER_CORRELATION = Ordered.HIGHEST_PRECEDENCE + 10;

  private static final int ADDRESS = 8 * 1024;
  private static final int HEADERS = 16 * 1024;

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    if (lengthOfAddress(request) > ADDRESS) {
      return Mono.error(
          Problem.of(ADDRESS_TOO_LONG, "An address may have at most " + ADDRESS + " characters"));
    }
    if (lengthOf(request.getHeaders()) > HEADERS) {
      return Mono.error(
          Problem.of(HEADERS_TOO_LARGE, "Headers may have at most " + HEADERS + " characters"));
    }
    if (request.getHeaders().getContentLength() > BODY) {
      return Mono.error(Problem.of(TOO_LARGE, "A request may have at most " + BODY + " bytes"));
    }
    return chain.filter(exchange);
  }

  private static int lengthOfAddress(ServerHttpRequest request) {
    var query = request.getURI().getRawQuery();
    return request.getURI().getRawPath().length() + (query == null ? 0 : query.length());
  }

  private static long lengthOf(HttpHeaders headers) {
    var length = 0L;
    for (var header : headers.headerSet()) {
      for (var value : header.getValue()) {
        length += header.getKey().length() + value.length();
      }
    }
    return length;
  }
}
