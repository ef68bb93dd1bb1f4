package dev.agentledger.server.openapi;

import dev.agentledger.server.http.Blocking;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Takes requests for the description off the event loop: springdoc reads files to answer them. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class DescriptionOffTheEventLoop implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var path = exchange.getRequest().getPath().value();
    return path.startsWith("/v3/api-docs")
            || path.startsWith("/swagger-ui")
            || path.startsWith("/webjars/")
        ? Blocking.of(chain.filter(exchange))
        : chain.filter(exchange);
  }
}
